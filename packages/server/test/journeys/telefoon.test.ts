import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type DemoMessage,
  demoPhoneHost,
  demoPhones,
  factorAdded,
  signInCode,
  spokenSignInCode,
} from '../../src/capabilities/messages/public.ts'
import { newId } from '../../src/platform/crypto/ids.ts'
import { startTestHoede } from '../support/hoede.ts'
import { hasNoBarriers, openBrowser, type Window } from './browser.ts'

const customer = 'Zorggroep De Linde'
const mobile = '+31612345678'
const shown = '+31 6 12 34 56 78'

const looks = [
  { width: 360, colorScheme: 'light' },
  { width: 768, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const

describe('the telephones of the demo', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hoede-telefoon-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const received = demoPhones(folder)
  let demo = true
  const phones = { host: demoPhoneHost, exist: async () => demo, list: () => received.list() }
  const hoede = await startTestHoede({ web: true, demoPhones: phones })
  const browser = await openBrowser(hoede)
  const open = (look: { width?: number; colorScheme?: 'light' | 'dark' } = {}, path = '/') =>
    browser.open(path, { customer: 'telefoon', ...look })

  const arrives = (message: Partial<DemoMessage>) =>
    received.receive({
      id: newId(),
      at: new Date().toISOString(),
      kind: 'sms',
      customer,
      sender: 'Hoede',
      recipient: mobile,
      subject: null,
      body: signInCode(customer, '123456'),
      ...message,
    })
  const mail = factorAdded(customer, 'phone', 'Mijn mobiel')

  /** What the page says aloud: this browser has no voice. */
  const listen = async ({ context, page }: Window) => {
    await context.addInitScript(
      'globalThis.said = []; speechSynthesis.speak = ({ text, lang }) => void said.push(lang + " " + text)',
    )
    await page.reload()
    return () => page.evaluate<string[]>('said')
  }

  it('say what to do when nothing has arrived, and show what arrives by itself', async () => {
    const window = await open()
    await window.page.getByText('Er zijn nog geen berichten').waitFor()
    await hasNoBarriers(window, 'empty')
    await arrives({})
    await window.page.getByRole('link', { name: shown }).click()
    await window.page.getByText('123456 is je code voor Hoede').last().waitFor()
    await window.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await window.page.getByRole('button', { name: 'Kopieer code 123456' }).click()
    await window.page.getByText('De code is gekopieerd.').waitFor()
    expect(await window.page.evaluate('navigator.clipboard.readText()')).toBe('123456')
  })

  it('ring, whichever is open, and read the code aloud in Dutch, digit by digit', async () => {
    const window = await open()
    const said = await listen(window)
    const { page } = window
    await page.getByRole('link', { name: shown }).waitFor()
    await arrives({ kind: 'voice', recipient: '+31201234567', body: spokenSignInCode(customer, '907') })
    await page.getByRole('alert').getByText(`Hoede belt, voor ${customer}`).waitFor()
    await hasNoBarriers(window, 'ringing')
    await page.getByRole('button', { name: 'Opnemen' }).click()
    const call = page.getByRole('region', { name: `In gesprek met Hoede, voor ${customer}` })
    await call.getByText('negen.').first().waitFor()
    expect(await said()).toEqual([
      'nl-NL Goedendag.',
      `nl-NL Dit is Hoede van ${customer}.`,
      'nl-NL Je code is:',
      ...['negen.', 'nul.', 'zeven.'].map((word) => `nl-NL ${word}`),
      'nl-NL Nog een keer:',
      ...['negen.', 'nul.', 'zeven.'].map((word) => `nl-NL ${word}`),
      'nl-NL Geef deze code aan niemand.',
      'nl-NL Tot ziens.',
    ])
    await hasNoBarriers(window, 'in a call')
    await call.getByRole('button', { name: 'Ophangen' }).click()
    await call.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Luister/ }).click()
    await call.waitFor()
  })

  it('stop ringing when somebody declines', async () => {
    const { page } = await open()
    await arrives({ kind: 'voice', recipient: '+31207654321', body: spokenSignInCode(customer, '1') })
    const ringing = page.getByRole('region', { name: 'Inkomend gesprek' }).filter({ hasText: '+31 207 65 43 21' })
    await ringing.getByRole('button', { name: 'Weigeren' }).click()
    await ringing.waitFor({ state: 'detached' })
  })

  it('are mailboxes too', async () => {
    await arrives({ kind: 'mail', recipient: 'truus@example.org', ...mail })
    const { page } = await open({}, '/truus%40example.org')
    await page.getByRole('heading', { name: mail.subject }).waitFor()
    await page.getByText('een telefoonnummer toegevoegd: Mijn mobiel').waitFor()
  })

  it.each(looks)('are open to everybody, $width px wide, $colorScheme, in both languages', async (look) => {
    const window = await open(look)
    const { page } = window
    await page.getByRole('link', { name: shown }).waitFor()
    await hasNoBarriers(window, 'list')
    await page.getByRole('link', { name: shown }).click()
    await page.getByText('123456 is je code voor Hoede').last().waitFor()
    await hasNoBarriers(window, 'telephone')
    if (look.width < 760) await page.getByRole('link', { name: 'Alle telefoons en postvakken' }).click()
    await page.getByRole('link', { name: 'truus@example.org' }).click()
    await page.getByRole('heading', { name: mail.subject }).waitFor()
    await hasNoBarriers(window, 'mailbox')
    await page.getByText('English', { exact: true }).click()
    await page.getByText('nothing goes to a real telephone').waitFor()
    await hasNoBarriers(window, 'mailbox in English')
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
    expect(await page.getByRole('heading', { name: mail.subject }).getAttribute('lang')).toBe('nl')
  })

  it('are the only thing at their host, and at no other', async () => {
    const { page } = await open({}, '/autorisatie')
    await page.getByText('Dit is een demo.').waitFor()
    const elsewhere = await browser.open(`/${encodeURIComponent(mobile)}`)
    await elsewhere.page.getByLabel('Gebruikersnaam').waitFor()
    expect((await hoede.visitor().get('/api/phone/messages')).status).toBe(404)
  })

  it('are gone when there is no demo any more', async () => {
    demo = false
    const visitor = hoede.visitor('telefoon')
    expect((await visitor.get('/')).status).toBe(404)
    expect((await visitor.get('/api/phone/messages')).status).toBe(404)
    demo = true
  })
})
