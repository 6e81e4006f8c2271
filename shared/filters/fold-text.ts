/**
 * Text without its case and in one way of composing it, the same in every locale: two texts that differ
 * only in these fold to the same. Close to the full case folding of Unicode (section 3.13 of the
 * standard): going through upper case makes one of `ß`, `SS` and `ss`, and both small sigmas are one. `ẞ`
 * has no other upper case, so that it gets there only as the `ß` it is in lower case.
 */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  return text.normalize('NFC').toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC')
}

const PLAIN = /^[ -~]*$/
