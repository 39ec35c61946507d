import { createTheme, type MantineColorsTuple, type MantineThemeOverride } from '@mantine/core'

/** Blue of deep water: calm, and none of the three colours that mean something. */
const dossier: MantineColorsTuple = [
  '#eef6f9',
  '#dbebf1',
  '#b4d7e3',
  '#89c1d4',
  '#62abc3',
  '#3f93ae',
  '#237a97',
  '#0f6580',
  '#0a5069',
  '#063c50',
]
const autorisatie: MantineColorsTuple = [
  '#f3f1fb',
  '#e5e0f5',
  '#c9bfea',
  '#ab9bdf',
  '#937fd4',
  '#7c65c6',
  '#6a52b5',
  '#5843a0',
  '#463484',
  '#352767',
]
/** Slate: of the machine room, and not one of the three colours that mean something. */
const beheer: MantineColorsTuple = [
  '#f0f4f8',
  '#dfe7ef',
  '#bfcfde',
  '#9cb4cb',
  '#7d9bb9',
  '#6384a6',
  '#4d6d90',
  '#3d5a7a',
  '#2d4661',
  '#1f3348',
]
const telefoon: MantineColorsTuple = [
  '#fbf0f6',
  '#f5dcea',
  '#e9b8d3',
  '#dc92bb',
  '#cd6fa3',
  '#b9508a',
  '#a23b74',
  '#86295d',
  '#6b1f4a',
  '#501537',
]
/** Danger to the client, look, done. */
const danger: MantineColorsTuple = [
  '#fdf0ef',
  '#fadcda',
  '#f3b5b0',
  '#ec8b84',
  '#e2655d',
  '#d1443b',
  '#bb2f27',
  '#a0231c',
  '#811a15',
  '#61130f',
]
const look: MantineColorsTuple = [
  '#fff6e5',
  '#ffe9c2',
  '#fdd38a',
  '#f8ba4f',
  '#eda323',
  '#cf860a',
  '#a96b00',
  '#875500',
  '#6a4300',
  '#4d3000',
]
const done: MantineColorsTuple = [
  '#edf8f0',
  '#d5eedc',
  '#a9dcb8',
  '#79c791',
  '#51b170',
  '#319a55',
  '#1f8042',
  '#166735',
  '#0f5029',
  '#0a391d',
]

/** Greys of the dark scheme: cool, as the accent. */
const dark: MantineColorsTuple = [
  '#e8eef1',
  '#c9d3d8',
  '#a9b7be',
  '#7c8b93',
  '#42525b',
  '#33424a',
  '#212d34',
  '#182126',
  '#141c21',
  '#11181c',
]

const system =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Helvetica Neue", Arial, sans-serif'

/** Hints stand below, so that fields beside each other line up. */
const field = { size: 'md', inputWrapperOrder: ['label', 'input', 'description', 'error'] }

/** One look for all applications; each has its own accent. */
export function themeOf(accent: 'dossier' | 'autorisatie' | 'beheer' | 'telefoon'): MantineThemeOverride {
  return createTheme({
    colors: { dark, dossier, autorisatie, beheer, telefoon, danger, look, done },
    primaryColor: accent,
    primaryShade: { light: 7, dark: 6 },
    autoContrast: true,
    luminanceThreshold: 0.32,
    fontFamily: system,
    headings: {
      fontFamily: system,
      fontWeight: '650',
      textWrap: 'pretty',
      sizes: {
        h1: { fontSize: '1.5rem', lineHeight: '1.3333' },
        h2: { fontSize: '1.25rem', lineHeight: '1.4' },
        h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
      },
    },
    spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
    radius: { xs: '2px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
    defaultRadius: 'md',
    cursorType: 'pointer',
    respectReducedMotion: true,
    focusRing: 'auto',
    components: {
      Button: { defaultProps: { size: 'md' } },
      TextInput: { defaultProps: field },
      PasswordInput: { defaultProps: field },
      Textarea: { defaultProps: field },
      NativeSelect: { defaultProps: field },
      Checkbox: { defaultProps: { size: 'md' } },
      CheckboxGroup: { defaultProps: { size: 'md' } },
      Radio: { defaultProps: { size: 'md' } },
      RadioGroup: { defaultProps: { size: 'md' } },
      Fieldset: { defaultProps: { variant: 'unstyled' } },
      Menu: { defaultProps: { shadow: 'md', withinPortal: true } },
      Anchor: { defaultProps: { underline: 'always' } },
    },
  })
}
