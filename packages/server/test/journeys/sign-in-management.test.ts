import { problems } from '@hoede/contract/vocabulary'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newId } from '../../src/platform/crypto/ids.ts'
import { codeOf, type Employee, password } from '../support/employees.ts'
import { startTestHoede } from '../support/hoede.ts'
import { clientSecret, startProvider } from '../support/identity-provider.ts'
import { type PersonName, people, units } from '../support/organisation.ts'
import { phones } from '../support/phones.ts'
import { hasNoBarriers, openBrowser, type Window } from './browser.ts'
import { withCredentials } from './people.ts'

const looks = [
  { width: 360, colorScheme: 'light' },
  { width: 768, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const

const screens = '/autorisatie/aanmelden'

describe('managing how people sign in', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const database = await hoede.database()
  const mobiles = await phones(hoede)
  const host = `https://linde.localhost:${hoede.port}`
  // A reset takes two managers.
  await database.query(
    `insert into access_grant (id, person_id, role_id, scope, valid_from, source)
     select $1, $2, id, 'organisation', '2024-01-01', 'operator' from role where key = 'applicatiebeheerder'`,
    [newId(), people.fatima],
  )
  const forgetCodes = () => database.query('update factor set last_step = 0')

  async function open(name: PersonName, path: string, look: Parameters<typeof browser.open>[1] = {}) {
    const person = await withCredentials(hoede, name)
    const window = await browser.openAs(name, path, look)
    await window.page.getByRole('heading', { level: 1 }).first().waitFor()
    return { ...window, person }
  }

  /** As when the last factor was proven too long ago: the first write to an address hears so, what comes after it is the server's. */
  async function askProofOnce(page: Page, address: string) {
    let asked = false
    await page.route(address, (route) => {
      if (asked || route.request().method() !== 'POST') return route.continue()
      asked = true
      const { status, title } = problems['proof-needed']
      const body = JSON.stringify({ type: 'about:blank', status, title, code: 'proof-needed' })
      return route.fulfill({ status, contentType: 'application/problem+json', body })
    })
  }

  /** Answers the question for a factor. */
  async function prove(page: Page, { key }: Employee) {
    const dialog = page.getByRole('dialog', { name: 'Ben jij het?' })
    await dialog.waitFor()
    await forgetCodes()
    await dialog.getByLabel('Code van 6 cijfers').fill(codeOf(key))
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
  }

  const policyOf = async () => {
    const { rows } = await database.query<{ key: string; value: unknown }>('select key, value from setting')
    return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
  }

  it('shows what a policy does, refuses what shuts people out, and saves the rest after a fresh factor', async () => {
    const { page, person } = await open('karin', `${screens}/beleid`)
    await page.getByRole('heading', { name: 'Beleid voor aanmelden' }).waitFor()
    const look = page.getByRole('button', { name: 'Bekijk wat dit doet' })

    await page.getByLabel('Tekens in een wachtwoord, minstens').fill('3')
    await look.click()
    await page.getByText('Kies een heel getal van 12 tot en met 64.').waitFor()
    expect(await page.locator('input:focus').inputValue(), 'the focus is where something is to be done').toBe('3')
    await page.getByLabel('Tekens in een wachtwoord, minstens').fill('14')

    for (const method of ['Authenticator-app', 'Passkey of sleutel', 'Code per sms', 'Gesproken code'])
      await page.getByLabel(`${method} voor Planner`).uncheck()
    await look.click()
    await page.getByText('Zo kan het niet bewaard worden.').waitFor()
    await page.getByText('Voor de rol «Planner» blijft geen manier over').waitFor()
    expect(await page.getByRole('button', { name: 'Opslaan' }).count()).toBe(0)

    await page.getByLabel('Passkey of sleutel voor Planner').check()
    await look.click()
    await page.getByText('Niemand wordt nu afgemeld.').waitFor()
    await askProofOnce(page, '**/api/sign-in-policy')
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await prove(page, person)
    await page.getByText('Het beleid is bewaard en geldt meteen.').waitFor()
    expect(await policyOf()).toMatchObject({
      'password-min-length': 14,
      'sign-in-factors': { byRole: { planner: ['passkey', 'recovery-code'] } },
    })
  })

  it('tells who comes second what the first saved, and keeps what the second typed', async () => {
    const { page } = await open('karin', `${screens}/beleid`)
    await page.getByLabel('Uren van een dienst').fill('8')
    const { version, ...policy } = (await (await hoede.as('karin')).get('/api/sign-in-policy')).body
    const colleague = await hoede.as('karin')
    const saved = await colleague.post('/api/sign-in-policy', { ...policy, version, sessionHours: 6 })
    expect(saved.status).toBe(200)
    await page.getByRole('button', { name: 'Bekijk wat dit doet' }).click()
    const save = page.getByRole('button', { name: 'Opslaan' })
    const conflict = page.getByText('Iemand anders heeft dit intussen gewijzigd.')
    await save.or(conflict).first().waitFor()
    if (await save.count()) await save.click()
    await conflict.waitFor()
    await page.getByText('Uren dat een aanmelding duurt: 6').waitFor()
    expect(await page.getByLabel('Uren van een dienst').inputValue()).toBe('8')
  })

  it('connects a provider, sees on the bench why a second step is asked, and puts it on', async () => {
    const idp = await startProvider([
      { client_id: 'hoede', client_secret: clientSecret, redirect_uris: [`${host}/aanmelden/terug`] },
    ])
    const { page, ...window } = await open('karin', `${screens}/aanbieders`)
    await page.getByText('Er zijn nog geen aanbieders').waitFor()
    await page.getByRole('link', { name: 'Voeg aanbieder toe' }).click()
    await page.getByLabel('Soort').selectOption('other')
    await page.getByText('Goed om te weten').waitFor()
    await page.getByLabel('Naam op het aanmeldscherm').fill('Account van De Linde')
    await page.getByLabel('Adres van de aanbieder (issuer)').fill(idp.issuer)
    await page.getByLabel('Nummer van Hoede bij de aanbieder (client ID)').fill('hoede')
    await page.getByLabel('Geheim (client secret)').fill(clientSecret)
    await hasNoBarriers({ page, ...window }, 'new provider')
    await page.getByRole('button', { name: 'Voeg toe' }).click()
    await page.getByRole('heading', { name: 'Account van De Linde' }).waitFor()
    await page.getByText(`${host}/aanmelden/terug`).waitFor()
    await page.getByText('niet op de lijst: Hoede vraagt altijd zelf de tweede stap').waitFor()
    await page.getByRole('button', { name: 'Controleer' }).click()
    await page.getByText('PKCE (S256) wordt ondersteund.').waitFor()
    await hasNoBarriers({ page, ...window }, 'provider')

    await page.getByRole('button', { name: 'Zet aan' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Na de laatste wijziging is nog geen proef gelukt.').waitFor()
    await dialog.getByRole('button', { name: 'Zet aan' }).click()
    await dialog.getByText('Probeer deze aanbieder eerst in de proefbank').waitFor()
    await page.keyboard.press('Escape')

    idp.claims = (claims) => ({ ...claims, amr: ['pwd', 'rsa'] })
    await page.getByRole('button', { name: 'Start een proef' }).click()
    await page.getByRole('heading', { name: 'Uitkomst van de proef' }).waitFor()
    await page.getByText('Hoede vraagt na deze aanmelding zelf nog een tweede stap.').waitFor()
    await page.getByRole('row').filter({ hasText: 'rsa' }).getByText('bewijst hier niets').waitFor()
    await page.getByText('Aan niemand gekoppeld.').waitFor()
    await hasNoBarriers({ page, ...window }, 'trial')

    hoede.environment().approvedIssuers.push(idp.issuer)
    idp.claims = (claims) => ({ ...claims, amr: ['pwd', 'otp'] })
    await page.getByRole('button', { name: 'Start nog een proef' }).click()
    await page.getByText('De tweede stap is gedaan bij de aanbieder.').waitFor()
    await page.getByRole('link', { name: 'Naar de aanbieder' }).click()
    await page.getByText('op de lijst van de leverancier: de tweede stap telt mee').first().waitFor()
    await page.getByRole('button', { name: 'Zet aan' }).click()
    await dialog.getByRole('button', { name: 'Zet aan' }).click()
    await page.getByText('Account van De Linde staat aan.').waitFor()

    await page.goto(`${host}/autorisatie/medewerkers/${people.sanne}`)
    await page.getByRole('button', { name: 'Koppel een account' }).click()
    await dialog.getByLabel('Kenmerk bij de aanbieder (sub)').fill('sanne-aan-de-overkant')
    await dialog.getByRole('button', { name: 'Koppel', exact: true }).click()
    await page.getByText('Het account is gekoppeld.').waitFor()
    await page.getByText('sanne-aan-de-overkant').waitFor()
    await page.getByRole('button', { name: 'Ontkoppel Account van De Linde' }).click()
    await dialog.getByRole('button', { name: 'Ontkoppel' }).click()
    await page.getByText('Het account is ontkoppeld.').waitFor()
    await idp.stop()
  })

  it('sends a test message, and adds a gateway whose secret is never shown again', async () => {
    const { page } = await open('karin', `${screens}/berichten`)
    await page.getByRole('button', { name: 'Test Proef' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Telefoonnummer').fill('12')
    await dialog.getByRole('button', { name: 'Stuur testbericht' }).click()
    await dialog.getByText('Vul een telefoonnummer in').waitFor()
    await dialog.getByLabel('Telefoonnummer').fill('06 - 12 34 56 42')
    await dialog.getByRole('button', { name: 'Stuur testbericht' }).click()
    await page.getByText('Het testbericht is onderweg.').waitFor()
    await page.getByRole('row').filter({ hasText: 'testbericht' }).first().waitFor()
    const { rows } = await database.query(`select count(*)::int as n from message where purpose = 'test'`)
    expect(rows[0].n).toBe(1)
    expect((await mobiles.messagesTo(people.karin)).at(-1)).toMatchObject({ recipient: '+31612345642', kind: 'sms' })

    await page.getByRole('button', { name: 'Voeg verzender toe' }).click()
    await dialog.getByLabel('Soort').selectOption('spryng')
    await dialog.getByRole('button', { name: 'Bewaar' }).click()
    await dialog.getByText('Vul dit in. Je krijgt het van de verzender.').waitFor()
    await dialog.getByLabel('Naam').fill('Spryng')
    await dialog.getByLabel('Afzender').fill('De Linde')
    await dialog.getByLabel('Sleutel (API token)').fill('een heel geheim woord')
    await dialog.getByLabel('Prijs per bericht in euro').fill('0,075')
    await dialog.getByRole('button', { name: 'Bewaar' }).click()
    await page.getByText('De verzender is bewaard.').waitFor()
    await page.getByText('€ 0,075 per bericht').waitFor()
    await page.getByRole('button', { name: 'Wijzig Spryng' }).click()
    await dialog.getByText('Ingevuld. Laat dit leeg om het zo te laten.').waitFor()
    expect(await dialog.getByLabel('Sleutel (API token)').inputValue()).toBe('')
    await dialog.getByLabel('Staat aan').uncheck()
    await dialog.getByRole('button', { name: 'Bewaar' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Spryng' }).getByText('staat uit').waitFor()
  })

  it('marks the computer that one sits at, and withdraws it', async () => {
    const window = await open('karin', `${screens}/gedeelde-computers`)
    const { page } = window
    await page.getByText('Er zijn nog geen gedeelde computers').waitFor()
    await page.getByRole('button', { name: 'Markeer deze computer' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Naam').fill('Teampost links')
    await dialog.getByLabel('Waar staat hij?').selectOption(units.berkenhof2)
    await dialog.getByRole('button', { name: 'Markeer' }).click()
    await page.getByText('Deze computer is nu een gedeelde computer.').waitFor()
    await page.getByText('dit is deze computer').waitFor()
    await hasNoBarriers(window, 'a shared computer')

    const elsewhere = await open('fatima', `${screens}/gedeelde-computers`)
    await elsewhere.page.getByText('Teampost links').waitFor()
    expect(await elsewhere.page.getByText('dit is deze computer').count()).toBe(0)

    await page.getByRole('button', { name: 'Trek in: Teampost links' }).click()
    await dialog.getByRole('button', { name: 'Trek in' }).click()
    await page.getByText('Teampost links is geen gedeelde computer meer.').waitFor()
    await page.getByText('Nu is geen computer gemarkeerd.').waitFor()
  })

  it('resets how somebody signs in by two people, with a letter that is shown once and works', async () => {
    const karin = await open('karin', `/autorisatie/medewerkers/${people.sanne}`)
    const { page } = karin
    await page.getByRole('main').getByRole('button', { name: 'Account', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Aanmelden herstellen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Vraag herstel aan' }).click()
    await dialog.getByText('Schrijf waarom dit nodig is.').waitFor()
    await dialog.getByLabel('Waarom is dit nodig?').fill('Telefoon in het water gevallen.')
    await dialog.getByRole('button', { name: 'Vraag herstel aan' }).click()
    await page.getByText('De aanvraag staat klaar.').waitFor()
    await page.goto(`${host}${screens}/herstel`)
    await page.getByText('Jij kunt deze niet zelf goedkeuren.').waitFor()
    expect(await page.getByRole('button', { name: /^Keur goed/ }).count()).toBe(0)

    const fatima = await open('fatima', `${screens}/herstel`)
    await fatima.page.getByText('Telefoon in het water gevallen.').waitFor()
    await hasNoBarriers(fatima, 'requests')
    await fatima.page.getByRole('button', { name: 'Keur goed: Sanne de Wit' }).click()
    await fatima.page.getByRole('dialog').getByRole('button', { name: 'Keur goed en maak de brief' }).click()
    await fatima.page.getByRole('heading', { name: 'Brief voor Sanne de Wit' }).waitFor()
    await hasNoBarriers(fatima, 'letter')
    const letter = fatima.page.getByRole('article')
    const [address = '', userName = ''] = await letter.locator('li strong').allTextContents()
    const code = (await letter.locator('li p').textContent()) ?? ''
    expect(userName).toBe('sanne')
    await fatima.page.getByLabel('Ik heb de brief afgedrukt of overgeschreven').check()
    await fatima.page.getByRole('button', { name: 'Klaar' }).click()
    await fatima.page.getByText('Goedgekeurd door Fatima El Idrissi').waitFor()
    expect(await fatima.page.getByText(code).count()).toBe(0)

    const sanne = await browser.open(new URL(address).pathname)
    await useLetter(sanne, userName, code)
    await sanne.page.getByRole('heading', { name: 'Kies je tweede stap' }).waitFor()
  })

  async function useLetter({ page }: Window, userName: string, code: string) {
    await page.getByLabel('Gebruikersnaam').fill(userName)
    await page.getByLabel('Herstelcode').fill(code)
    await page.getByRole('button', { name: 'Verder' }).click()
    await page.getByLabel('Nieuw wachtwoord').fill(`${password} 2`)
    await page.getByRole('button', { name: 'Kies dit wachtwoord' }).click()
  }

  it('shows only resets to who manages people, and nothing to who does neither', async () => {
    const { page } = await open('peter', screens)
    await page.getByText('Jouw rol heeft hier geen recht op').waitFor()
    expect(await page.getByRole('link', { name: 'Aanmelden', exact: true }).count()).toBe(0)

    const role = await (await hoede.as('karin')).post('/api/roles', {
      key: 'personeelszaken',
      name: 'Personeelszaken',
      description: '',
      permissions: ['people:read', 'people:manage'],
    })
    await database.query(
      `insert into access_grant (id, person_id, role_id, scope, valid_from, source) values ($1, $2, $3, 'organisation', '2024-01-01', 'operator')`,
      [newId(), people.anna, role.body.id],
    )
    const anna = await open('anna', screens)
    await anna.page.getByRole('heading', { name: 'Aanmelden herstellen' }).waitFor()
    const parts = anna.page.getByRole('navigation', { name: 'Onderdelen van Aanmelden' }).getByRole('link')
    expect(await parts.allTextContents()).toEqual(['Herstel'])
    await hasNoBarriers(anna, 'resets only')
  })

  it.each(looks)('is open to everybody, $width px wide, $colorScheme', async (look) => {
    const window = await open('karin', `${screens}/beleid`, look)
    for (const [part, heading] of [
      ['beleid', 'Beleid voor aanmelden'],
      ['aanbieders', 'Aanbieders'],
      ['aanbieders/nieuw', 'Voeg een aanbieder toe'],
      ['berichten', 'Berichten'],
      ['gedeelde-computers', 'Gedeelde computers'],
      ['herstel', 'Aanmelden herstellen'],
    ] as const) {
      await window.page.goto(`${host}${screens}/${part}`)
      await window.page.getByRole('heading', { level: 1, name: heading }).waitFor()
      await hasNoBarriers(window, part)
    }
    await window.page.goto(`${host}/autorisatie/medewerkers/${people.sanne}`)
    await window.page.getByRole('heading', { name: 'Accounts van de organisatie' }).waitFor()
    await hasNoBarriers(window, 'person')
  })
})
