/** What people write for numbers: `1,234.50`, `$ 12`, `85%`. */
export function parseNumber(text: string): number | null {
  const match =
    /^\s*([-+]?)\s*\p{Sc}?\s*(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)?\s*(%?)\s*$/iu.exec(
      text,
    )
  if (!match) return null
  const [, sign, digits, exponent, percent] = match
  const parsed = Number(`${sign}${digits!.replaceAll(',', '')}${exponent ?? ''}`) / (percent ? 100 : 1)
  return Number.isFinite(parsed) ? parsed + 0 : null
}
