import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../support/hoede.ts'
import { type PersonName, people, units } from '../support/organisation.ts'
import { hasNoBarriers, openBrowser } from './browser.ts'
import { picture } from './pictures.ts'

describe('access explains itself', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const signIn = (path: string, name: PersonName) => browser.openAs(name, path)

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

  it('a unit with what follows from what: reached from the tree, and on to person, grant and client', async () => {
    const database = await hoede.database()
    const shift = `insert into shift (id, person_id, unit_id, starts_at, ends_at)
      values (gen_random_uuid(), $1, $2, now() + interval '2 days', now() + interval '56 hours')`
    await database.query(shift, [people.joris, units.berkenhof2])
    const grant = `insert into access_grant (id, person_id, role_id, scope, unit_id, valid_from, source, minutes_before, minutes_after, except_units)
      select gen_random_uuid(), $1, id, $2, $3, now() - interval '1 day', 'operator', $4, $4, $5 from role where key = 'verzorgende'`
    await database.query(grant, [people.joris, 'roster', null, 60, []])
    await database.query(grant, [people.maaike, 'unit', units.berkenhof, null, [units.berkenhof2]])
    const window = await signIn('/autorisatie/locaties', 'karin')
    const { page } = window
    await page.getByRole('link', { name: 'Berkenhof 2' }).click()
    await page.getByRole('link', { name: 'Wie kan hier wat, en waardoor?' }).click()
    await page.getByRole('heading', { level: 1, name: 'Berkenhof 2' }).waitFor()
    const row = (table: string, person: string) =>
      page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: person })
    await row('Wie hier een rol heeft', 'Sanne de Wit')
      .getByText(/werkt in Berkenhof 2 sinds/)
      .waitFor()
    await row('Wie hier een rol heeft', 'Peter Smit').getByRole('link', { name: 'Berkenhof', exact: true }).waitFor()
    await row('Wie hier een rol heeft', 'Karin Bakker').getByText('gegeven voor de hele organisatie').waitFor()
    await row('Wie hier door het rooster komt', 'Joris Meijer')
      .getByText(/dienst in Berkenhof 2/)
      .waitFor()
    await row('Rollen die hier niet werken', 'Maaike Postma').getByText('behalve Berkenhof 2').waitFor()
    await row('Wie hier werkt', 'Sanne de Wit').waitFor()
    // Karin reads no records: numbers only.
    await page.getByRole('link', { name: '100001', exact: true }).waitFor()
    expect(await page.getByText('van Putten').count()).toBe(0)
    await hasNoBarriers(window, 'a unit')
    await picture(window, 'unit')
    await page.getByRole('link', { name: 'Wie kan dit dossier openen? Cliënt 100001' }).click()
    await page.getByRole('heading', { level: 1, name: 'Wie kan dit dossier openen?' }).waitFor()
    await page.getByRole('link', { name: 'Waarom kan Sanne de Wit dit?' }).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: 'Rol Verzorgende van Sanne de Wit' }).click()
    await page.locator('[data-marked]').getByText('Verzorgende').waitFor()
    await page.goto(`${window.address}/autorisatie/locaties/${units.organisation}`)
    await page.getByRole('link', { name: 'Lindehof', exact: true }).first().waitFor()
    await hasNoBarriers(window, 'the organisation')
    await picture(window, 'unit-organisation')
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
