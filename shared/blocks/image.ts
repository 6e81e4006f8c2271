import { mediaBlock } from './media.ts'

/** Whether an address looks like that of an image itself: it often is that of a page that shows one. */
export const image = mediaBlock(
  'image',
  ({ hostname, pathname, search }) =>
    imageEnding.test(pathname) || imageQuery.test(search) || imageHost.test(hostname),
  (type) => type.startsWith('image/'),
)

const endings = 'apng|avif|bmp|gif|heic|heif|ico|jfif|jpe?g|png|svg|tiff?|webp'

const imageEnding = new RegExp(`\\.(?:${endings})(?:/|$|[:@!_-])`, 'i')
const imageQuery = new RegExp(`[?&=.](?:${endings})(?:[&%]|$)|[?&](?:fm|format|f|ext)=(?:${endings})`, 'i')

// Hosts that give images at addresses without an ending.
const imageHost = /(?:^|\.)(?:images?|imgs?|avatars?\d?|picsum|unsplash|gravatar|placehold(?:er)?)\d*\./i
