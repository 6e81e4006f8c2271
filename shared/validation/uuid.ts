/**
 * Whether text has the shape of RFC 9562, version and variant included, with all dashes or none. The nil
 * uuid passes: it is well-formed and names nothing.
 */
export const isUuid = (text: string): boolean =>
  text.length === 36 ? dashed.test(text) : text.length === 32 && undashed.test(text)

const dashed =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|0{8}-(?:0{4}-){3}0{12})$/i
const undashed = /^(?:[0-9a-f]{12}[1-8][0-9a-f]{3}[89ab][0-9a-f]{15}|0{32})$/i
