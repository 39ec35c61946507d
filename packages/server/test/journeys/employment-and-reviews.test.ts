import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../support/hoede.ts'
import { type PersonName, people, units } from '../support/organisation.ts'
import { hasNoBarriers, openBrowser } from './browser.ts'
import { picture } from './pictures.ts'

describe('moving, leaving and access reviews', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const database = await hoede.database()
  const signIn = (path: string, name: PersonName) => browser.openAs(name, path)

  it('the privacy officer starts a review; the team leader goes through it by keyboard; it is closed and signed', async () => {
    const window = await signIn('/autorisatie/controles', 'fatima')
    const { page } = window
    await page.getByText('Er is nog geen controle geweest').waitFor()
    await hasNoBarriers(window, 'no reviews')
    await page.getByRole('link', { name: 'Begin een controle' }).click()
    await page.getByRole('button', { name: 'Bekijk wie wat controleert' }).click()
    await page.getByText('Vul een naam in.').waitFor()
    await page.getByLabel('Naam', { exact: true }).fill('Kwartaal 4')
    await page.getByLabel('Af op').fill('morgen')
    await page.getByLabel('Controleert wie geen teamleider heeft').fill('fatima')
    await page.getByRole('button', { name: 'Kies Fatima El Idrissi' }).click()
    await page.getByLabel('Krijgt wat op de einddatum open is').fill('karin')
    await page.getByRole('button', { name: 'Kies Karin Bakker' }).click()
    await page.getByRole('button', { name: 'Bekijk wie wat controleert' }).click()
    await page.getByText('zouden elkaar controleren').waitFor()
    await hasNoBarriers(window, 'plan of a review')
    await picture(window, 'review-plan')
    expect(await page.getByRole('button', { name: 'Begin de controle' }).isDisabled()).toBe(true)
    await page.getByLabel('Controleur van Karin Bakker').fill('peter')
    await page.getByRole('button', { name: 'Kies Peter Smit' }).click()
    await page.getByRole('button', { name: 'Begin de controle' }).click()
    await page.getByRole('heading', { level: 1, name: 'Kwartaal 4' }).waitFor()

    const peter = await signIn('/autorisatie/controles', 'peter')
    await peter.page.getByRole('link', { name: 'Controles (2)' }).waitFor()
    await peter.page.getByRole('checkbox', { name: /Sanne de Wit/ }).check()
    await hasNoBarriers(peter, 'own reviews')
    await picture(peter, 'own-reviews')
    await peter.page.getByRole('heading', { level: 1 }).focus()
    await peter.page.keyboard.press('b')
    await peter.page.getByText('Bewaard: 1.').waitFor()
    await peter.page.getByRole('button', { name: 'Maak ongedaan' }).click()
    await peter.page.getByText('Weer open.').waitFor()
    await peter.page.getByRole('checkbox', { name: /Sanne de Wit/ }).check()
    await peter.page.getByRole('button', { name: 'Beëindig…' }).click()
    await hasNoBarriers(peter, 'ending in a review')
    await peter.page.getByRole('dialog').getByRole('button', { name: 'Beëindig 1' }).click()
    await peter.page.getByRole('link', { name: 'Controles (1)' }).waitFor()
    const { rows } = await database.query('select 1 from access_grant where person_id = $1 and withdrawn_at is null', [
      people.sanne,
    ])
    expect(rows).toEqual([])

    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Kwartaal 4' }).waitFor()
    await hasNoBarriers(window, 'review')
    await page.getByRole('button', { name: 'Sluit en onderteken' }).click()
    await page.getByRole('dialog').getByText('5 rollen zijn nog niet beslist.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Sluit en onderteken' }).click()
    await page.getByText('Kenmerk van de sleutel').waitFor()
    await hasNoBarriers(window, 'report of a review')
    await picture(window, 'review-report')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download rapport' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^controle-.*\.json$/)
  })

  it('the manager moves somebody, sees what leaving ends, and prints the statement', async () => {
    await database.query(
      `insert into access_grant (id, person_id, role_id, scope, unit_id, valid_from, granted_by)
       select gen_random_uuid(), $1, id, 'unit', $2, now(), $3 from role where key = 'verzorgende'`,
      [people.joris, units.lindehof1, people.karin],
    )
    const window = await signIn(`/autorisatie/medewerkers/${people.joris}`, 'karin')
    const { page } = window
    await page.getByText('Klaar om te beginnen?').waitFor()
    await page.getByRole('button', { name: 'Account' }).last().click()
    await page.getByRole('menuitem', { name: 'Plaats over naar een ander team' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Rollen van het oude team die eindigen').waitFor()
    await dialog.getByLabel('Begint in').selectOption({ label: 'Berkenhof › Berkenhof 2' })
    await hasNoBarriers(window, 'move')
    await picture(window, 'move')
    await dialog.getByRole('button', { name: 'Plaats over' }).click()
    await page.getByText('De overplaatsing is bewaard.').waitFor()
    await page.getByText('Berkenhof 2').first().waitFor()
    await picture(window, 'person')

    await page.getByRole('button', { name: 'Account' }).last().click()
    await page.getByRole('menuitem', { name: 'Meld uit dienst' }).click()
    await dialog.getByText(/^Dit eindigt/).click()
    await hasNoBarriers(window, 'leave')
    await picture(window, 'leave')
    await dialog.getByRole('button', { name: 'Meld uit dienst' }).click()
    await page.getByRole('link', { name: 'Verklaring van uit dienst gaan' }).click()
    await page.getByText('vanaf dat moment opende niets meer').waitFor()
    await hasNoBarriers(window, 'statement')
    await picture(window, 'statement')
    await page.getByRole('link', { name: 'Terug naar de medewerker' }).click()
    await page.getByRole('button', { name: 'Neem weer in dienst' }).click()
    await hasNoBarriers(window, 'return')
    await dialog.getByRole('button', { name: 'Neem weer in dienst' }).click()
    await page.getByText('Klaar om te beginnen?').waitFor()
  })
})
