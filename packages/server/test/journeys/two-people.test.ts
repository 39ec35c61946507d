import { describe, expect, it } from 'vitest'
import { password } from '../support/employees.ts'
import { startTestHoede } from '../support/hoede.ts'
import { openBrowser, type Window } from './browser.ts'
import { withCredentials } from './people.ts'

describe('two people at once', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const database = await hoede.database()

  const openReports = async ({ page, address }: Window) => {
    await page.goto(`${address}/`)
    await page.getByText('van Putten').first().click()
    await page.getByRole('link', { name: 'Rapportages' }).click()
  }

  it('who corrects a report second is told, and loses no text', async () => {
    const sanne = await withCredentials(hoede, 'sanne')
    const [desk, phone] = [await browser.open(), await browser.open('/', { width: 360 })]
    await browser.signIn(desk, sanne)
    await desk.page.getByText('Rapporteer').first().click()
    await desk.page
      .getByRole('textbox', { name: /Rapportage|Wat deed je/ })
      .first()
      .fill('Mw. was moe na het bezoek.')
    await desk.page.getByRole('button', { name: 'Bewaar rapportage' }).click()
    await desk.page.getByText('De rapportage is bewaard.').waitFor()
    await database.query('update factor set last_step = 0')
    await browser.signIn(phone, sanne)
    await phone.page.getByRole('heading', { name: /Mijn cliënten/ }).waitFor()

    for (const window of [desk, phone]) {
      await openReports(window)
      await window.page
        .getByRole('button', { name: /^Verbeter / })
        .first()
        .click()
    }
    const correct = async ({ page }: Window, text: string) => {
      const form = page.getByRole('form', { name: 'Rapportage verbeteren' })
      await form.getByRole('textbox', { name: 'Tekst' }).fill(text)
      await form.getByLabel('Waarom verbeter je dit?').fill('Aanvulling')
      await form.getByRole('button', { name: 'Bewaar verbetering' }).click()
    }
    await correct(desk, 'Mw. was moe na het bezoek van haar zus.')
    await desk.page.getByText('De verbetering is bewaard').waitFor()
    await correct(phone, 'Mw. was moe na het bezoek, en is gaan rusten.')
    await phone.page.getByText(/verbeterde deze rapportage .* Jouw tekst staat er nog/).waitFor()
    const kept = phone.page.getByRole('form', { name: 'Rapportage verbeteren' }).getByRole('textbox', { name: 'Tekst' })
    expect(await kept.inputValue()).toBe('Mw. was moe na het bezoek, en is gaan rusten.')
    await phone.page
      .getByRole('region', { name: /^Versie van / })
      .getByText('van haar zus')
      .waitFor()
    await phone.page.getByRole('button', { name: 'Bewaar mijn versie als nieuwste' }).click()
    await phone.page.getByText('De verbetering is bewaard').waitFor()
    const { rows } = await database.query('select max(version) as newest from report')
    expect(rows[0].newest).toBe(3)
  })

  it('of one customer do not exist for another, with whatever address or cookie', async () => {
    const sanne = await withCredentials(hoede, 'sanne')
    await database.query('update factor set last_step = 0')
    const home = await browser.open()
    await browser.signIn(home, sanne)
    await home.page.getByText('van Putten').first().click()
    await home.page.getByRole('link', { name: 'Rapportages' }).waitFor()
    const record = new URL(home.page.url()).pathname

    const elsewhere = await browser.open(record, { customer: 'horizon' })
    await elsewhere.page.getByLabel('Gebruikersnaam').fill(sanne.userName)
    await elsewhere.page.getByLabel('Wachtwoord', { exact: true }).fill(password)
    await elsewhere.page.getByRole('button', { name: 'Meld aan' }).click()
    await elsewhere.page.getByText('De gebruikersnaam of het wachtwoord klopt niet').waitFor()

    // The cookie of home, carried over by hand.
    const [cookie] = await home.context.cookies()
    await elsewhere.context.addCookies([{ ...cookie!, domain: 'horizon.localhost' }])
    await elsewhere.page.goto(elsewhere.address + record)
    await elsewhere.page.getByLabel('Gebruikersnaam').waitFor()
    expect(await elsewhere.page.getByText('van Putten').count()).toBe(0)
  })
})
