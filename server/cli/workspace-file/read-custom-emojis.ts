import { isEmojiName } from '#server/domain/custom-emojis/custom-emoji.ts'
import { isWebAddress } from '#shared/addresses.ts'
import type { Claims } from './claims.ts'
import { fieldsOf, listOf, type Place, should, textOf } from './fields.ts'
import type { CustomEmojiInFile } from './types.ts'

export function readCustomEmojis(place: Place | undefined, own: Claims): CustomEmojiInFile[] {
  return listOf(place, (item) => {
    const fields = fieldsOf(item, ['name', 'url'])
    const [name, url] = [fields.need('name'), fields.need('url')]
    const emoji = { name: textOf(name) ?? '', url: textOf(url) ?? '' }
    if (name && emoji.name && !isEmojiName(emoji.name)) {
      should(name, 'a name of at most 100 characters without spaces and colons')
    }
    if (url && emoji.url && !isWebAddress(emoji.url))
      should(url, 'an address like https://example.com/party.png')
    own.claim('name of a custom emoji', emoji.name, emoji.name ? name : undefined)
    return emoji
  })
}
