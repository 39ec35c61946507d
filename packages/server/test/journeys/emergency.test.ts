import { describe, expect, it } from 'vitest'
import { codeOf } from '../support/employees.ts'
import { startTestHoede } from '../support/hoede.ts'
import { clients, people } from '../support/organisation.ts'
import { hasNoBarriers, openBrowser } from './browser.ts'
import { withCredentials } from './people.ts'
import { picture } from './pictures.ts'

describe('emergency access in the browser', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const database = await hoede.database()
  const signIn = async (path: string, name: 'joris' | 'fatima') => {
    const person = await withCredentials(hoede, name)
    await database.query('update factor set last_step = 0')
    return { ...(await browser.openAs(name, path)), person }
  }

  it('Joris opens the record of somebody outside his reach, and closes it', async () => {
    const window = await signIn('/noodtoegang', 'joris')
    const { page, person } = window
    await page.getByRole('heading', { name: 'Noodtoegang', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Zoek', exact: true }).click()
    await page.getByText('Vul het cliëntnummer in.').waitFor()
    await page.getByRole('textbox', { name: 'Cliëntnummer' }).fill('999999')
    await page.getByRole('button', { name: 'Zoek', exact: true }).click()
    await page.getByText(/^Niet gevonden\./).waitFor()
    await page.getByRole('textbox', { name: 'Cliëntnummer' }).fill('100001')
    await page.getByRole('button', { name: 'Zoek', exact: true }).click()
    await page.getByText('Krijgen meteen bericht: Fatima El Idrissi').waitFor()
    await page.getByRole('button', { name: 'Begin noodtoegang' }).click()
    await page.getByText('Kies een reden.').waitFor()
    await page.getByText('Leg in minstens tien tekens uit waarom.').waitFor()
    await page.getByLabel('Reden').selectOption('acute')
    await page.getByLabel('Wat is er aan de hand?').fill('Mevrouw is gevallen en er is niemand van het team.')
    await hasNoBarriers(window, 'asking emergency access')
    await picture(window, 'emergency-ask')
    await database.query(`update session set proven_at = now() - interval '1 hour'`)
    await database.query('update factor set last_step = 0')
    await page.getByRole('button', { name: 'Begin noodtoegang' }).click()
    const proof = page.getByRole('dialog', { name: 'Ben jij het?' })
    await proof.getByLabel('Code van 6 cijfers').fill(codeOf(person.key))
    await proof.getByRole('button', { name: 'Verder' }).click()
    await page.waitForURL(`**/clienten/${clients.vanPutten}**`)
    const banner = page.getByRole('region', { name: 'Noodtoegang' })
    await banner.getByText(/nog \d+ minuten/).waitFor()
    await page
      .getByText(/Je ziet dit door noodtoegang/)
      .first()
      .waitFor()
    await hasNoBarriers(window, 'the record in an emergency')
    await picture(window, 'emergency-record')
    await page.getByRole('link', { name: 'Rapportages' }).click()
    await banner.waitFor()
    await page.goto(window.address)
    await banner.waitFor()
    await banner.getByRole('button', { name: /^Beëindig noodtoegang/ }).click()
    await page.getByText('Je noodtoegang is beëindigd.').waitFor()
    await banner.waitFor({ state: 'detached' })
    await page.goto(`${window.address}/clienten/${clients.vanPutten}`)
    await page.getByRole('link', { name: /Is dit een noodsituatie/ }).waitFor()
    const { rows } = await database.query('select ended_at is not null as ended from emergency where person_id = $1', [
      people.joris,
    ])
    expect(rows).toEqual([{ ended: true }])
  })

  it('Fatima sees it waiting, judges it with words, and finds it in the overview of the month', async () => {
    const window = await signIn('/autorisatie/noodtoegang', 'fatima')
    const { page } = window
    await page.getByText('Joris').first().waitFor()
    await hasNoBarriers(window, 'emergencies to judge')
    await picture(window, 'emergency-list')
    await page
      .getByRole('link', { name: /^Beoordeel/ })
      .first()
      .click()
    await page.getByText('Mevrouw is gevallen en er is niemand van het team.').waitFor()
    await page.getByRole('button', { name: 'Bewaar oordeel' }).click()
    await page.getByText('Kies een oordeel.').waitFor()
    await page.getByRole('radio', { name: /^Terecht/ }).check()
    await page.getByLabel('Toelichting').fill('Nagevraagd bij de teamleider: er was niemand.')
    await hasNoBarriers(window, 'judging')
    await picture(window, 'emergency-judge')
    await page.getByRole('button', { name: 'Bewaar oordeel' }).click()
    await page.getByText('Je oordeel is bewaard.').waitFor()
    await page.goto(`${window.address}/autorisatie/noodtoegang/maand`)
    await page.getByRole('heading', { name: /Noodtoegang in/ }).waitFor()
    await page.getByText('Joris').first().waitFor()
    await hasNoBarriers(window, 'the month')
    await picture(window, 'emergency-month')
    const { rows } = await database.query('select judgement from emergency')
    expect(rows).toEqual([{ judgement: 'justified' }])
  })
})
