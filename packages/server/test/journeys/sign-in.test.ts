import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { codeOf, password } from '../support/employees.ts'
import { startTestHoede } from '../support/hoede.ts'
import { people } from '../support/organisation.ts'
import { phones } from '../support/phones.ts'
import { hasNoBarriers, openBrowser, type Window } from './browser.ts'
import { virtualAuthenticator } from './passkeys.ts'
import { withCredentials } from './people.ts'

const clientsOf = (page: Page) => page.getByRole('heading', { name: /Mijn cliënten/ })

async function givePassword({ page }: Window, userName: string, given = password) {
  await page.getByLabel('Gebruikersnaam').fill(userName)
  await page.getByLabel('Wachtwoord', { exact: true }).fill(given)
  await page.getByRole('button', { name: 'Meld aan', exact: true }).click()
}

async function giveCode({ page }: Window, code: string) {
  await page.getByLabel('Code van 6 cijfers').fill(code)
  await page.getByRole('button', { name: /^(Verder|Koppel)$/ }).click()
}

async function keepSheet(window: Window) {
  const { page } = window
  await page.getByRole('heading', { name: 'Bewaar je codeblad' }).waitFor()
  await hasNoBarriers(window, 'code sheet')
  const codes = await page.getByRole('list', { name: 'De tien codes' }).locator('code').allTextContents()
  expect(codes).toHaveLength(10)
  await page.getByLabel('Ik heb ze bewaard').check()
  await page.getByRole('button', { name: 'Verder' }).click()
  return codes
}

describe('signing in', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const mobiles = await phones(hoede)

  it('registers a mobile number at the first sign-in, and asks a code by text message ever after', async () => {
    const joris = await withCredentials(hoede, 'joris', false)
    const window = await browser.open('/', { width: 360, colorScheme: 'dark' })
    const { page } = window
    await hasNoBarriers(window, 'sign-in')
    await givePassword(window, joris.userName)
    await page.getByRole('heading', { name: 'Kies je tweede stap' }).waitFor()
    await hasNoBarriers(window, 'choosing a factor')
    await page.getByRole('button', { name: /^Code per sms/ }).click()
    await page.getByLabel('Je telefoonnummer').fill('0900 1234')
    await page.getByRole('button', { name: 'Stuur me een code' }).click()
    await page
      .getByText('Dit telefoonnummer kan geen codes krijgen')
      .or(page.locator('[id$="-error"]'))
      .first()
      .waitFor()
    await page.getByLabel('Je telefoonnummer').fill('06 - 12 34 56 42')
    await page.getByRole('button', { name: 'Stuur me een code' }).click()
    await page.getByText(/We stuurden een sms naar het nummer dat eindigt op 42/).waitFor()
    await page.getByText(/Geen sms gekregen\? Over 0:\d\d/).waitFor()
    await hasNoBarriers(window, 'code of a text message')
    const code = await mobiles.lastCode(people.joris)
    await giveCode(window, String((Number(code) + 1) % 1_000_000).padStart(6, '0'))
    await page.getByText('Je kunt het met deze code nog 4 keer proberen.').waitFor()
    await giveCode(window, code)
    await keepSheet(window)
    await clientsOf(page).waitFor()

    await mobiles.later(people.joris, 3600)
    const again = await browser.open()
    await givePassword(again, joris.userName)
    await again.page.getByRole('button', { name: 'Stuur me een code' }).waitFor()
    const before = (await mobiles.messagesTo(people.joris)).length
    await hasNoBarriers(again, 'second step, before a code is sent')
    expect((await mobiles.messagesTo(people.joris)).length, 'nothing is sent by itself').toBe(before)
    await again.page.getByRole('button', { name: 'Stuur me een code' }).click()
    await again.page.getByText(/We stuurden een sms/).waitFor()
    await giveCode(again, await mobiles.lastCode(people.joris))
    await clientsOf(again.page).waitFor()
  })

  it('calls a landline, also when a text message was chosen, and lets the printed sheet in when nobody answers', async () => {
    const maaike = await withCredentials(hoede, 'maaike', false)
    const window = await browser.open()
    const { page } = window
    await givePassword(window, maaike.userName)
    await page.getByRole('button', { name: /^Code per sms/ }).click()
    await page.getByLabel('Je telefoonnummer').fill('020-1234567')
    await page.getByRole('button', { name: 'Stuur me een code' }).click()
    await page.getByText('Dit is een vast nummer. Daarom bellen we je.').waitFor()
    expect((await mobiles.messagesTo(people.maaike)).at(-1)?.kind).toBe('voice')
    await giveCode(window, await mobiles.lastCode(people.maaike))
    const [first = ''] = await keepSheet(window)
    await clientsOf(page).waitFor()

    const again = await browser.open()
    await givePassword(again, maaike.userName)
    await again.page.getByRole('button', { name: 'Bel me' }).waitFor()
    await again.page.getByRole('button', { name: 'Op een andere manier' }).click()
    await again.page.getByRole('button', { name: /^Code van je codeblad/ }).click()
    await hasNoBarriers(again, 'code of the sheet')
    await again.page.getByLabel('Code van je codeblad').fill(first)
    await again.page.getByRole('button', { name: 'Verder' }).click()
    await clientsOf(again.page).waitFor()
  })

  it('registers a passkey at the first sign-in, which then is the second step and a whole sign-in', async () => {
    const anna = await withCredentials(hoede, 'anna', false)
    const window = await browser.open()
    const { page } = window
    await virtualAuthenticator(window)
    await givePassword(window, anna.userName)
    await page.getByRole('button', { name: /^Passkey of sleutel/ }).click()
    await hasNoBarriers(window, 'making a passkey')
    await page.getByRole('button', { name: 'Maak een passkey' }).click()
    await keepSheet(window)
    await clientsOf(page).waitFor()
    await signOut(window)

    await givePassword(window, anna.userName)
    await page.getByRole('button', { name: 'Gebruik je passkey' }).click()
    await clientsOf(page).waitFor()
    await signOut(window)

    await page.getByRole('button', { name: 'Aanmelden met een passkey' }).click()
    await clientsOf(page).waitFor()
  })

  it('says what to do when the passkey is not there, and offers the other ways', async () => {
    const window = await browser.open()
    const device = await virtualAuthenticator(window, { willing: false })
    await window.page.getByRole('button', { name: 'Aanmelden met een passkey' }).click()
    await window.page.getByText('Het lukte niet met de passkey.').waitFor()
    await hasNoBarriers(window, 'sign-in without a passkey')
    await device.remove()
    await window.page.getByLabel('Gebruikersnaam').waitFor()
  })

  it('takes what a provider sent along out of the address at once, and has a way back when it is worth nothing', async () => {
    const window = await browser.open('/aanmelden/terug?code=stolen&state=of-somebody-else&iss=https%3A%2F%2Fevil.test')
    const { page, address } = window
    await page.getByText('Deze aanmelding is verlopen, al gebruikt, of in een andere browser begonnen.').waitFor()
    expect(page.url()).toBe(`${address}/aanmelden/terug`)
    await hasNoBarriers(window, 'back from a provider in vain')
    await page.getByRole('link', { name: 'Terug, en probeer het opnieuw' }).click()
    await page.getByLabel('Gebruikersnaam').waitFor()
  })

  it('adds, tries, renames, prefers and removes second factors on the account page', async () => {
    const sanne = await withCredentials(hoede, 'sanne')
    const window = await browser.open('/account')
    const { page } = window
    await browser.signIn(window, sanne)
    await page.getByRole('heading', { name: 'Account en beeld' }).waitFor()
    await page.getByText('Dit is je enige tweede stap.').waitFor()
    await hasNoBarriers(window, 'account')
    const database = await hoede.database()
    await database.query(`update session set proven_at = now() - interval '1 hour'`)
    await database.query('update factor set last_step = 0')

    await page.getByRole('button', { name: 'Voeg toe' }).click()
    const adding = page.getByRole('dialog', { name: 'Een tweede stap toevoegen' })
    await adding.getByRole('button', { name: /^Gebeld worden/ }).click()
    await adding.getByLabel('Je telefoonnummer').fill('+31 6 87654321')
    await adding.getByRole('button', { name: 'Bel me' }).click()
    const proof = page.getByRole('dialog', { name: 'Ben jij het?' })
    await proof.getByLabel('Code van 6 cijfers').fill(codeOf(sanne.key))
    await hasNoBarriers(window, 'proving a factor once more')
    await proof.getByRole('button', { name: 'Verder' }).click()
    await adding.getByText(/Je wordt nu gebeld op het nummer dat eindigt op 21/).waitFor()
    await adding.getByLabel('Code van 6 cijfers').fill(await mobiles.lastCode(people.sanne))
    await adding.getByRole('button', { name: 'Verder' }).click()
    await page.getByText('Je kunt je hier voortaan ook mee aanmelden.').waitFor()

    await page.getByRole('button', { name: 'Wijzig Mobiele telefoon' }).click()
    await page.getByRole('menuitem', { name: 'Bel me het eerst op dit nummer' }).click()
    await page.getByText('eerst, bellen').waitFor()
    await page.getByRole('button', { name: 'Wijzig Mobiele telefoon' }).click()
    await page.getByRole('menuitem', { name: 'Geef een andere naam' }).click()
    const renaming = page.getByRole('dialog', { name: 'Geef een andere naam' })
    await renaming.getByLabel('Naam').fill('Dienstmobiel')
    await renaming.getByRole('button', { name: 'Bewaar' }).click()
    await page.getByRole('button', { name: 'Wijzig Dienstmobiel' }).waitFor()

    await database.query('update factor set last_step = 0')
    await page.getByRole('button', { name: 'Probeer uit: Authenticator-app' }).click()
    const trying = page.getByRole('dialog', { name: 'Probeer Authenticator-app uit' })
    await trying.getByLabel('Code van 6 cijfers').fill(codeOf(sanne.key))
    await trying.getByRole('button', { name: 'Verder' }).click()
    await page.getByText('Het werkt: Authenticator-app is in orde.').waitFor()

    await page.getByRole('button', { name: 'Wijzig Dienstmobiel' }).click()
    await page.getByRole('menuitem', { name: 'Verwijder' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Verwijder' }).click()
    await page.getByText('Dienstmobiel is verwijderd.').waitFor()
    await page.getByText('Dit is je enige tweede stap.').waitFor()
  })

  it('makes a new printed sheet for who proves a factor, and not for who closes the question', async () => {
    const peter = await withCredentials(hoede, 'peter')
    const window = await browser.open('/account', { width: 360, colorScheme: 'dark' })
    const { page } = window
    await browser.signIn(window, peter)
    await page.getByRole('button', { name: 'Maak een nieuw codeblad' }).waitFor()
    await hasNoBarriers(window, 'account on a phone')
    const database = await hoede.database()
    await database.query(`update session set proven_at = now() - interval '1 hour'`)
    await database.query('update factor set last_step = 0')
    await page.getByRole('button', { name: 'Maak een nieuw codeblad' }).click()
    await page.getByRole('dialog', { name: 'Ben jij het?' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('Laat voor deze wijziging eerst zien dat jij het bent.').waitFor()
    await page.getByRole('button', { name: 'Maak een nieuw codeblad' }).click()
    await giveCode(window, codeOf(peter.key))
    await keepSheet(window)
    await page.getByText('Op je codeblad staan nog 10 ongebruikte codes.').waitFor()
  })
})

async function signOut({ page }: Window) {
  await page.getByRole('button', { name: /^Account van/ }).click()
  await page.getByRole('menuitem', { name: 'Meld af' }).click()
  await page.getByLabel('Gebruikersnaam').waitFor()
}
