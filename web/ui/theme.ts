import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** The green of the mark, from light to dark. */
const leaf: MantineColorsTuple = [
  '#eef7f4',
  '#dcece6',
  '#b5d8cc',
  '#8bc3b0',
  '#68b199',
  '#4f9f87',
  '#3f8a73',
  '#2f6f5e',
  '#265a4c',
  '#1b453a',
]

/** Warm greys of paper. */
const gray: MantineColorsTuple = [
  '#f9f8f6',
  '#f4f3ef',
  '#e9e7e2',
  '#dcd9d2',
  '#c4c1b9',
  '#9d9a92',
  '#76736c',
  '#5f5d57',
  '#3d3b37',
  '#1f1e1b',
]

const dark: MantineColorsTuple = [
  '#e9e7e1',
  '#b9b6ae',
  '#a19e96',
  '#6b6963',
  '#46443f',
  '#393733',
  '#262522',
  '#191917',
  '#131312',
  '#0d0d0c',
]

/** Menus and the like stand in the main part of the page (frame.tsx), where those who go by landmarks find them. */
const beside = { target: '#popups' }

export const theme = createTheme({
  black: '#1f1e1b',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '650' },
  primaryColor: 'leaf',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  respectReducedMotion: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  colors: { leaf, gray, dark },
  components: {
    Alert: { defaultProps: { styles: { title: { color: 'var(--mantine-color-text)' } } } },
    Badge: { defaultProps: { tt: 'none', fw: 500 } },
    Modal: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        styles: { title: { fontWeight: 600 } },
        // Else the heads of two dialogs, one over the other, are two banners of the page.
        attributes: { header: { role: 'presentation' } },
      },
    },
    Menu: { defaultProps: { shadow: 'md', portalProps: beside, withInitialFocusPlaceholder: false } },
    MenuDivider: { defaultProps: { role: 'separator' } },
    Tooltip: { defaultProps: { portalProps: beside, openDelay: 300 } },
    Combobox: { defaultProps: { portalProps: beside } },
    Select: { defaultProps: { comboboxProps: { portalProps: beside } } },
  },
})

/** Colours by what they are for, beyond those of Mantine. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--octavo-sidebar': '#f7f6f3',
    '--octavo-hover': 'rgb(31 30 27 / 5%)',
    '--octavo-chosen': 'rgb(31 30 27 / 8%)',
    '--mantine-color-default-border': '#e4e2dc',
    '--mantine-color-red-6': '#b3261e',
    '--mantine-color-dimmed': '#65625b',
    '--mantine-color-placeholder': '#716e67',
  },
  dark: {
    '--octavo-sidebar': '#202020',
    '--octavo-hover': 'rgb(255 255 255 / 6%)',
    '--octavo-chosen': 'rgb(255 255 255 / 10%)',
    '--mantine-color-default-border': '#33322e',
    '--mantine-color-red-6': '#ff8f86',
    '--mantine-color-dimmed': '#a8a59d',
    '--mantine-color-placeholder': '#8f8c85',
  },
})
