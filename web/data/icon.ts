/** Icons as the API answers them ("Emoji and icon"): of several kinds that it has, one. */
export interface ShownIcon {
  emoji?: string
  external?: { url: string }
  file?: { url: string }
  custom_emoji?: { url: string }
}

/** Where the image of an icon is; undefined when it is none. */
export const imageOf = (icon: ShownIcon | null | undefined): string | undefined =>
  (icon?.external ?? icon?.file ?? icon?.custom_emoji)?.url
