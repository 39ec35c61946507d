import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../support/hoede.ts'
import { openBrowser } from './browser.ts'
import { withCredentials } from './people.ts'

describe('managing and guarding', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)

  it('gives a flex worker a role until Sunday, which works at once and ends at once', async () => {
    const [karin, anna] = [await withCredentials(hoede, 'karin'), await withCredentials(hoede, 'anna')]
    const flex = await browser.open()
    await browser.signIn(flex, anna)
    await flex.page
      .getByRole('heading', { name: /Mijn cliënten|Je hebt nog geen|Nog geen/ })
      .first()
      .waitFor()
    expect(await flex.page.getByText('van Putten').count()).toBe(0)

    const { page, ...rest } = await browser.open('/autorisatie')
    await browser.signIn({ page, ...rest }, karin)
    await page.getByLabel('Naam, gebruikersnaam of functie').fill('anna')
    await page.getByRole('link', { name: 'Anna Visser' }).click()
    await page.getByRole('button', { name: 'Geef rol' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Rol', { exact: true }).selectOption({ label: 'Verzorgende' })
    await dialog.getByLabel('Bereik').selectOption('unit')
    await dialog
      .getByLabel('Locatie of team')
      .selectOption({ label: 'Berkenhof' })
      .catch(async () => {
        const wanted = dialog
          .getByLabel('Locatie of team')
          .locator('option', { hasText: /Berkenhof$/ })
          .first()
        await dialog.getByLabel('Locatie of team').selectOption((await wanted.getAttribute('value')) ?? '')
      })
    await dialog.getByLabel(/^zondag/).check()
    await dialog.getByRole('button', { name: 'Geef rol' }).click()
    await page.getByText('De rol is gegeven en werkt meteen.').waitFor()

    await flex.page.goto(`${flex.address}/`)
    await flex.page.getByText('Mw. J. van Putten-van der Giessen').first().click()
    await flex.page.getByText('Heeft goed geslapen').first().waitFor()

    await page
      .getByRole('button', { name: /^Beëindig/ })
      .first()
      .click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Beëindig/ })
      .click()
    await page.getByText('De rol is beëindigd.').waitFor()
    await flex.page.reload()
    await flex.page
      .getByText('Dit bestaat niet, of niet voor jou')
      .or(flex.page.getByText('geen recht'))
      .first()
      .waitFor()
    expect(await flex.page.getByText('Heeft goed geslapen').count()).toBe(0)
  })

  it('shows the privacy officer who looked, refused attempts included', async () => {
    const fatima = await withCredentials(hoede, 'fatima')
    const window = await browser.open('/autorisatie/logging')
    const { page } = window
    await browser.signIn(window, fatima)
    await page.getByLabel('Cliënt of medewerker').fill('anna')
    await page.getByRole('button', { name: 'Zoek' }).click()
    await page.getByText('Anna Visser').first().click()
    await page.getByRole('button', { name: 'Toon' }).click()
    await page.getByRole('row').filter({ hasText: 'Dossier geopend' }).first().waitFor()
    await page.getByRole('row').filter({ hasText: 'geweigerd' }).first().waitFor()
  })
})
