// The number formats of the API reference ("Property object", number) that are currencies.
const currencies: Readonly<Record<string, string>> = {
  argentine_peso: 'ARS',
  australian_dollar: 'AUD',
  baht: 'THB',
  canadian_dollar: 'CAD',
  chilean_peso: 'CLP',
  colombian_peso: 'COP',
  danish_krone: 'DKK',
  dirham: 'AED',
  dollar: 'USD',
  euro: 'EUR',
  forint: 'HUF',
  franc: 'CHF',
  hong_kong_dollar: 'HKD',
  koruna: 'CZK',
  krona: 'SEK',
  leu: 'RON',
  lira: 'TRY',
  mexican_peso: 'MXN',
  new_taiwan_dollar: 'TWD',
  new_zealand_dollar: 'NZD',
  norwegian_krone: 'NOK',
  philippine_peso: 'PHP',
  pound: 'GBP',
  peruvian_sol: 'PEN',
  rand: 'ZAR',
  real: 'BRL',
  ringgit: 'MYR',
  riyal: 'SAR',
  ruble: 'RUB',
  rupee: 'INR',
  rupiah: 'IDR',
  shekel: 'ILS',
  singapore_dollar: 'SGD',
  uruguayan_peso: 'UYU',
  won: 'KRW',
  yen: 'JPY',
  yuan: 'CNY',
  zloty: 'PLN',
}

const plain = ['number', 'number_with_commas', 'commas', 'percent', 'humanize']

/** Whether numbers can be shown so: a format of number properties, or the code of a currency. */
export const isNumberFormat = (format: string): boolean =>
  plain.includes(format) || currencyOf(format) !== null

/**
 * A number as a number property of that format shows it: `1,234.5`, `45%`, `$1,234.50`, `1.2K`. `precision` is the
 * number of decimal places, null for as many as it has; a format that is none shows the bare number.
 */
export function formatNumber(value: number, format: string, precision: number | null): string {
  const places = precision === null ? null : Math.min(Math.max(Math.trunc(precision), 0), 20)
  const fixed =
    places === null
      ? { maximumFractionDigits: 20 }
      : { minimumFractionDigits: places, maximumFractionDigits: places }
  const currency = currencyOf(format)
  if (currency !== null) {
    // Each currency has its own number of places.
    return write(value, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...(places === null ? {} : fixed),
    })
  }
  switch (format) {
    case 'percent':
      return write(value, { style: 'percent', ...fixed })
    case 'number_with_commas':
    case 'commas':
      return write(value, fixed)
    case 'humanize':
      return write(value, { notation: 'compact', ...(places === null ? {} : fixed) })
    default:
      return places === null ? String(value) : write(value, { useGrouping: false, ...fixed })
  }
}

function currencyOf(format: string): string | null {
  if (Object.hasOwn(currencies, format)) return currencies[format]!
  const code = format.toUpperCase()
  return Object.values(currencies).includes(code) ? code : null
}

// Making a format takes far longer than using it, and there are few.
const formats = new Map<string, Intl.NumberFormat>()

function write(value: number, options: Intl.NumberFormatOptions): string {
  const key = JSON.stringify(options)
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat('en-US', options)
    formats.set(key, format)
  }
  return format.format(value)
}
