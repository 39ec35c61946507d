import { describe, it } from 'vitest'
import { startTestHoede } from '../support/hoede.ts'
import { people, units } from '../support/organisation.ts'
import { hasNoBarriers, openBrowser, type Window } from './browser.ts'
import { withCredentials } from './people.ts'

/** Every screen at the width of a telephone, a tablet and a desk, in light and in dark. */
const looks = [
  { width: 360, colorScheme: 'light' },
  { width: 768, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const

/** From every screen: ASVS 5.0 V7.4.4. */
const canSignOut = ({ page }: Window) => page.getByRole('button', { name: /^Account van/ }).waitFor()

describe('every screen is open to everybody', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const database = await hoede.database()

  it.each(looks)('of the dossier, $width px wide, $colorScheme', async (look) => {
    const sanne = await withCredentials(hoede, 'sanne')
    await database.query('update factor set last_step = 0')
    const window = await browser.open('/', look)
    const { page } = window
    await page.getByLabel('Gebruikersnaam').waitFor()
    await hasNoBarriers(window, 'sign-in')
    await browser.signIn(window, sanne)
    await page.getByRole('heading', { name: /Mijn cliënten/ }).waitFor()
    await hasNoBarriers(window, 'caseload')
    await page.getByText('van Putten').first().click()
    await page.getByRole('link', { name: 'Rapportages' }).waitFor()
    await hasNoBarriers(window, 'timeline')
    for (const part of ['Rapportages', 'Metingen', 'Gegevens']) {
      await page.getByRole('link', { name: part, exact: true }).click()
      await canSignOut(window)
      await hasNoBarriers(window, part)
    }
    await page.goto(`${window.address}/zoeken`)
    await page.getByRole('combobox', { name: 'Zoek een cliënt' }).or(page.getByRole('searchbox')).first().fill('putten')
    await page.getByText('van Putten').first().waitFor()
    await hasNoBarriers(window, 'search')
    await page.goto(`${window.address}/bestaat-niet`)
    await page.getByRole('heading').first().waitFor()
    await hasNoBarriers(window, 'nowhere')
  })

  it.each(looks)('of Autorisatie, $width px wide, $colorScheme', async (look) => {
    const window = await browser.openAs('karin', '/autorisatie', look)
    const { page } = window
    await page.getByRole('link', { name: 'Sanne de Wit' }).first().waitFor()
    await hasNoBarriers(window, 'people')
    for (const [path, heading] of [
      [`/autorisatie/medewerkers/${people.sanne}`, /Sanne de Wit/],
      ['/autorisatie/rollen', /Rollen/],
      ['/autorisatie/locaties', /Locaties/],
      [`/autorisatie/locaties/${units.berkenhof}`, /Berkenhof/],
      [`/autorisatie/rollen/nieuw`, /rol/i],
      ['/autorisatie/rollen/bestand', /bestand/i],
      ['/autorisatie/medewerkers/nieuw', /medewerker/i],
      ['/autorisatie/functiescheiding', /Functiescheiding/],
      ['/autorisatie/instellingen', /Instellingen/],
      ['/autorisatie/medewerkers/samen', /Rollen voor meer medewerkers/],
      ['/autorisatie/clienten', /Cliënten/],
      ['/autorisatie/clienten/100001', /Cliënt 100001/],
      ['/autorisatie/controles', /Autorisatiecontroles/],
      ['/autorisatie/controles/nieuw', /Begin een controle/],
      ['/autorisatie/toegang/wie?client=100001', /Wie kan dit dossier openen/],
      [`/autorisatie/toegang/waarom?client=100001&medewerker=${people.sanne}`, /Waarom kan iemand erbij/],
      ['/autorisatie/rooster', /Rooster/],
      ['/autorisatie/rooster/inlezen', /Roosterbestand inlezen/],
      ['/autorisatie/koppeling/verbinding', /Koppeling/],
      ['/autorisatie/koppeling/groepen', /Groepen/],
      ['/autorisatie/koppeling/functies', /Functies/],
      ['/autorisatie/koppeling/bestand', /bestand/],
    ] as const) {
      await page.goto(window.address + path)
      await page.getByRole('heading', { name: heading }).first().waitFor()
      await canSignOut(window)
      await hasNoBarriers(window, path)
    }
  })

  it.each(looks)('of Logging and emergency access, $width px wide, $colorScheme', async (look) => {
    const window = await browser.openAs('fatima', '/autorisatie/logging', look)
    await window.page.getByRole('heading', { name: 'Logging' }).first().waitFor()
    await hasNoBarriers(window, 'logging')
    for (const path of ['/autorisatie/noodtoegang', '/autorisatie/noodtoegang/maand']) {
      await window.page.goto(window.address + path)
      await window.page
        .getByRole('heading', { name: /^Noodtoegang/ })
        .first()
        .waitFor()
      await canSignOut(window)
      await hasNoBarriers(window, path)
    }
  })
})
