import { describe, expect, it } from 'vitest'
import { codeOf, password } from '../support/employees.ts'
import { startTestHoede } from '../support/hoede.ts'
import { bsnOfVanPutten, people } from '../support/organisation.ts'
import { openBrowser } from './browser.ts'
import { withCredentials } from './people.ts'

describe('a carer', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const database = await hoede.database()
  const forgetCodes = () => database.query('update factor set last_step = 0')

  it('couples an app at her first sign-in, keeps her code sheet, and is asked for a code ever after', async () => {
    const joris = await withCredentials(hoede, 'joris', false)
    const window = await browser.open()
    const { page } = window
    await page.getByLabel('Gebruikersnaam').fill(joris.userName)
    await page.getByLabel('Wachtwoord', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Meld aan' }).click()
    await page.getByRole('button', { name: /^Code van een app/ }).click()
    await page.getByText('Typ deze sleutel over').click()
    const key = (await page.locator('details code').textContent())?.replaceAll(' ', '') ?? ''
    expect(key).toHaveLength(32)
    const code = codeOf(key)
    await page.getByLabel('Code van 6 cijfers').fill(code)
    await page.keyboard.press('Enter')
    await page.getByText('Bewaar je codeblad').waitFor()
    await page.getByLabel('Ik heb ze bewaard').check()
    await page.getByRole('button', { name: 'Verder' }).click()
    await page.getByRole('heading', { name: /Mijn cliënten/ }).waitFor()

    const again = await browser.open()
    // The very same code: by now it can be another half minute.
    await browser.signIn(again, { ...joris, key }, code)
    await again.page.getByText('Je code klopt niet of is al gebruikt').waitFor()
    await forgetCodes()
    await again.page.getByLabel('Code van 6 cijfers').fill(codeOf(key))
    await again.page.keyboard.press('Enter')
    await again.page.getByRole('heading', { name: /Mijn cliënten/ }).waitFor()
  })

  it('finds her clients, and reports in two clicks', async () => {
    const sanne = await withCredentials(hoede, 'sanne')
    const window = await browser.open()
    const { page } = window
    await browser.signIn(window, sanne)
    await page.getByRole('heading', { name: 'Mijn cliënten (2)' }).waitFor()
    expect(await page.getByText('Mw. G. de Boer').count()).toBe(0)

    for (const question of ['putten', '28-04-1934', '100001', bsnOfVanPutten]) {
      await page.keyboard.press('/')
      await page.keyboard.type(question)
      await page
        .getByRole('option', { name: /van Putten/ })
        .or(page.getByRole('link', { name: /van Putten/ }))
        .first()
        .waitFor()
      await page.keyboard.press('Escape')
      await page.goto(`${window.address}/`)
    }

    await page
      .getByRole('listitem')
      .filter({ hasText: 'Putten' })
      .or(page.getByRole('row').filter({ hasText: 'Putten' }))
      .getByText('Rapporteer')
      .first()
      .click()
    const text = page.getByRole('textbox', { name: /Rapportage|Wat deed je/ }).first()
    await text.fill('Mw. heeft godo gegeten en was vrolijk.')
    await page.getByLabel('Belangrijk').first().check()
    await page.getByRole('button', { name: 'Bewaar rapportage' }).click()
    await page.getByText('De rapportage is bewaard.').waitFor()
    // The list may still be on its way: her own report of yesterday can be corrected as well.
    await page
      .getByRole('article')
      .filter({ hasText: 'godo' })
      .getByRole('button', { name: /^Verbeter / })
      .click()
    const correction = page.getByRole('form', { name: 'Rapportage verbeteren' })
    await correction.getByRole('textbox', { name: 'Tekst' }).fill('Mw. heeft goed gegeten en was vrolijk.')
    await correction.getByLabel('Waarom verbeter je dit?').fill('Typefout')
    await correction.getByRole('button', { name: 'Bewaar verbetering' }).click()
    await page.getByText('De verbetering is bewaard').waitFor()
    // As somebody finds it who opens the record later.
    await page.reload()
    const report = page.getByRole('article').filter({ hasText: 'Mw. heeft goed gegeten' })
    await report.getByRole('button', { name: /^Verbeterd, bekijk eerdere versies/ }).click()
    await report.getByRole('list', { name: 'Versies' }).getByText('godo').first().waitFor()
    const { rows } = await database.query(
      `select count(*)::int as n from report where author_id = $1 and version = 2 and important`,
      [people.sanne],
    )
    expect(rows[0].n).toBe(1)
  })

  it('is told when a value cannot be, and sees the right one in a chart', async () => {
    const sanne = await withCredentials(hoede, 'sanne')
    const window = await browser.open()
    const { page } = window
    await forgetCodes()
    await browser.signIn(window, sanne)
    await page.getByText('van Putten').first().click()
    await page.getByRole('link', { name: 'Metingen' }).click()
    await page.getByRole('button', { name: 'Voer meting in' }).click()
    await page.getByLabel('Bovendruk').fill('300')
    await page.getByLabel('Onderdruk').fill('20')
    await page.getByRole('button', { name: 'Bewaar meting' }).click()
    await page.getByText('Dit kan niet: het ligt tussen').first().waitFor()
    await page.getByLabel('Bovendruk').fill('132')
    await page.getByLabel('Onderdruk').fill('78')
    await page.getByRole('button', { name: 'Bewaar meting' }).click()
    await page.getByText('Bewaard: Bloeddruk 132/78').waitFor()
    await page.goto(page.url())
    await page.getByText('132/78').first().waitFor()
  })

  it('loses no text when her session ends while she types', async () => {
    const sanne = await withCredentials(hoede, 'sanne')
    const window = await browser.open()
    const { page } = window
    await forgetCodes()
    await browser.signIn(window, sanne)
    await page.getByText('Rapporteer').first().click()
    await page
      .getByRole('textbox', { name: /Rapportage|Wat deed je/ })
      .first()
      .fill('Een halve zin die niet weg mag')
    await database.query("update session set ended_at = now(), ended_because = 'test' where person_id = $1", [
      people.sanne,
    ])
    await page.getByRole('button', { name: 'Bewaar rapportage' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await forgetCodes()
    await dialog.getByLabel('Wachtwoord', { exact: true }).fill(password)
    await dialog.getByRole('button', { name: 'Meld aan' }).click()
    await dialog.getByLabel('Code van 6 cijfers').fill(codeOf(sanne.key))
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    const saved = page.getByText('De rapportage is bewaard.')
    const button = page.getByRole('button', { name: 'Bewaar rapportage' })
    await saved.or(button).first().waitFor()
    // What was under way when the session ended may be sent again by itself meanwhile: then the button goes.
    if (!(await saved.count())) await button.click({ timeout: 5_000 }).catch(() => undefined)
    await saved.waitFor()
    await page.getByText('Een halve zin die niet weg mag').first().waitFor()
  })
})
