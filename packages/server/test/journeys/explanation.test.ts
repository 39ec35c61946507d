import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../support/hoede.ts'
import { type PersonName, people } from '../support/organisation.ts'
import { hasNoBarriers, openBrowser } from './browser.ts'
import { withCredentials } from './people.ts'
import { picture } from './pictures.ts'

describe('access explains itself', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const signIn = async (path: string, name: PersonName) => {
    const window = await browser.open(path)
    await browser.signIn(window, await withCredentials(hoede, name))
    return window
  }

  it('who, why, why not, what would be needed, and from there to the grant', async () => {
    const window = await signIn('/autorisatie/toegang', 'karin')
    const { page } = window
    await page.getByText('Over welk dossier gaat het?').waitFor()
    await hasNoBarriers(window, 'a question without a record')
    await page.getByLabel('Cliëntnummer').fill('999999')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Cliëntnummer').fill('100001')
    await page.keyboard.press('Enter')
    await page.getByRole('row').filter({ hasText: 'Sanne de Wit' }).getByText('Verzorgende · eigen teams').waitFor()
    await hasNoBarriers(window, 'who can open a record')
    await picture(window, 'who')
    await page.getByLabel('Op welke dag, om 12 uur').fill('2023-06-01')
    await page.getByText('Geen medewerker').waitFor()
    await page.getByLabel('Op welke dag, om 12 uur').fill('')
    await page.getByRole('link', { name: 'Waarom kan Sanne de Wit dit?' }).click()
    await page.getByText('Ja, Sanne de Wit (verzorgende IG) kan dit').waitFor()
    await page.getByText(/werkt in Berkenhof 2 sinds/).waitFor()
    await hasNoBarriers(window, 'why somebody can')
    await picture(window, 'why')

    await page.getByRole('button', { name: 'Kies iemand anders dan Sanne de Wit' }).click()
    await page.getByLabel('Medewerker').fill('maaike')
    await page.getByRole('button', { name: 'Kies Maaike Postma' }).click()
    await page.getByText('Nee, Maaike Postma').waitFor()
    await page.getByText('Met de rol Behandelaar:').waitFor()
    await page.getByText('leg een zorgrelatie met de cliënt vast').waitFor()
    await hasNoBarriers(window, 'why somebody cannot')
    await picture(window, 'why-not')
    await page.getByRole('link', { name: 'Behandelaar · eigen cliënten' }).click()
    await page.getByRole('heading', { level: 1, name: 'Maaike Postma' }).waitFor()
    await page.locator('[data-marked]').getByText('Behandelaar').waitFor()
    await picture(window, 'marked-grant')

    await page.getByRole('link', { name: 'Waarom kan Maaike een dossier openen, of juist niet?' }).click()
    await page.getByRole('button', { name: 'Kies iemand anders dan Maaike Postma' }).waitFor()
    await page.goto(`${window.address}/autorisatie/clienten/100001`)
    await page.getByRole('link', { name: 'Waarom kan Sanne de Wit dit?' }).waitFor()
    await page.getByRole('button', { name: 'Inrichting' }).click()
    await page.getByRole('menuitem', { name: 'Instellingen' }).click()
    await page.getByRole('heading', { level: 1, name: 'Instellingen' }).waitFor()
  })

  it('is asked from the record by who looks after access there', async () => {
    const window = await signIn('/', 'peter')
    const { page } = window
    await page.getByText('van Putten').first().click()
    await page.getByRole('link', { name: 'Wie kan dit dossier openen?' }).click()
    await page.getByRole('row').filter({ hasText: 'Sanne de Wit' }).waitFor()
    expect(page.url()).toContain('/autorisatie/toegang/wie?client=100001')
    await page.goto(
      `${window.address}/autorisatie/toegang/waarom?client=100001&medewerker=${people.sanne}&recht=report:write`,
    )
    await page.getByText('kan dit: ').first().waitFor()
  })
})
