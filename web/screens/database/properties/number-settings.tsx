import { Select } from '@mantine/core'
import type { SettingsProps } from './property-form.tsx'

/** Formats of the API reference ("Number"); others that a program gave are kept. */
const formats: Readonly<Record<string, string>> = {
  number: 'Number',
  number_with_commas: 'Number with commas',
  percent: 'Percent',
  dollar: 'US dollar',
  euro: 'Euro',
  pound: 'Pound',
  yen: 'Yen',
  yuan: 'Yuan',
  rupee: 'Rupee',
  won: 'Won',
  franc: 'Swiss franc',
  ruble: 'Ruble',
  real: 'Real',
  lira: 'Lira',
  rupiah: 'Rupiah',
  hong_kong_dollar: 'Hong Kong dollar',
  new_zealand_dollar: 'New Zealand dollar',
  australian_dollar: 'Australian dollar',
  canadian_dollar: 'Canadian dollar',
  singapore_dollar: 'Singapore dollar',
  new_taiwan_dollar: 'New Taiwan dollar',
  krona: 'Krona',
  norwegian_krone: 'Norwegian krone',
  danish_krone: 'Danish krone',
  mexican_peso: 'Mexican peso',
  philippine_peso: 'Philippine peso',
  chilean_peso: 'Chilean peso',
  colombian_peso: 'Colombian peso',
  argentine_peso: 'Argentine peso',
  uruguayan_peso: 'Uruguayan peso',
  peruvian_sol: 'Peruvian sol',
  rand: 'Rand',
  zloty: 'Zloty',
  baht: 'Baht',
  forint: 'Forint',
  koruna: 'Koruna',
  shekel: 'Shekel',
  dirham: 'Dirham',
  riyal: 'Riyal',
  ringgit: 'Ringgit',
  leu: 'Leu',
}

export function NumberSettings({ settings, onChange }: SettingsProps) {
  const format = String(settings?.format ?? 'number')
  const known = Object.entries(formats).map(([value, label]) => ({ value, label }))
  return (
    <Select
      label="Shown as"
      searchable
      allowDeselect={false}
      nothingFoundMessage="No format is called so."
      data={format in formats ? known : [...known, { value: format, label: format }]}
      value={format}
      onChange={(format) => format && onChange({ format })}
    />
  )
}
