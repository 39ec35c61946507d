import { describe, expect, it } from 'vitest'
import { type DemoMessage, demoPhoneHost } from '../../src/capabilities/messages/public.ts'
import { newId } from '../../src/platform/crypto/ids.ts'
import { startTestHoede } from '../support/hoede.ts'
import { hasNoBarriers, openBrowser, type Window } from './browser.ts'

const message = (rest: Partial<DemoMessage>): DemoMessage => ({
  id: newId(),
  at: new Date().toISOString(),
  kind: 'sms',
  customer: 'Zorggroep De Linde',
  sender: 'Hoede',
  recipient: '+31612345678',
  subject: null,
  body: '123456 is je code voor Hoede',
  ...rest,
})

describe('the page of the telephones', async () => {
  const messages: DemoMessage[] = []
  let demo = true
  const demoPhones = { host: demoPhoneHost, exist: async () => demo, list: async () => messages.toReversed() }
  const hoede = await startTestHoede({ web: true, demoPhones })
  const browser = await openBrowser(hoede)
  const open = (path: string, width = 1280) => browser.open(path, { customer: 'telefoon', width })

  /** Gives the browser these voices and counts what they are asked to say; headless it has none. */
  const withVoices = async ({ context, page }: Window, voices: { lang: string }[]) => {
    await context.addInitScript(`
      globalThis.rates = []
      speechSynthesis.getVoices = () => ${JSON.stringify(voices)}
      globalThis.SpeechSynthesisUtterance = class extends EventTarget {}
      speechSynthesis.speak = ({ rate }) => void rates.push(rate)`)
    await page.reload()
  }

  it('shows everything together, the newest first, each with where it went', async () => {
    messages.push(message({ body: 'Je code is 654321.' }))
    messages.push(
      message({ kind: 'mail', recipient: 'truus@example.org', subject: 'Onderwerp', body: 'Beste collega' }),
    )
    for (const width of [360, 1280]) {
      const window = await open('/', width)
      const { page } = window
      await page.getByRole('link', { name: /^Alles/ }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Alle berichten', level: 1 }).waitFor()
      const items = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Zorggroep De Linde' })
      expect(await items.getByRole('link').allInnerTexts()).toEqual(['truus@example.org', '+31 6 12 34 56 78'])
      await page.getByRole('button', { name: 'Kopieer code 654321' }).waitFor()
      await hasNoBarriers(window, `everything, ${width} px`)
      await items.getByRole('link', { name: 'truus@example.org' }).click()
      await page.getByRole('heading', { name: 'truus@example.org', level: 1 }).waitFor()
    }
  })

  it('says each new message to screen readers, also a second one for the same number', async () => {
    const { page } = await open('/alles')
    await page.getByRole('button', { name: 'Kopieer code 654321' }).waitFor()
    const said = page.getByText(/^Nieuw bericht voor \+31 6 12 34 56 78, \d\d:\d\d$/)
    expect(await said.count()).toBe(0)
    messages.push(message({ body: 'Je code is 111111.' }))
    await said.waitFor({ state: 'attached' })
    const first = await said.elementHandle()
    messages.push(message({ body: 'Je code is 222222.' }))
    await page.getByRole('button', { name: 'Kopieer code 222222' }).waitFor()
    expect(await (await first?.getProperty('isConnected'))?.jsonValue(), 'the node that said the first').toBe(false)
    expect(await said.count()).toBe(1)
  })

  it.each([
    ['no voice', [], 'Deze browser heeft geen stem om voor te lezen.', 0],
    ['a foreign voice', [{ lang: 'en-GB' }], 'Dit apparaat heeft geen Nederlandse stem.', 1],
    ['a Dutch voice', [{ lang: 'nl_NL' }], undefined, 1],
  ])('shows the words of a call, and with %s says what that means', async (_what, voices, told, again) => {
    messages.push(message({ kind: 'voice', recipient: '+31201234567', body: 'Je code is: negen. nul.' }))
    const window = await open('/')
    await withVoices(window, voices)
    const { page } = window
    await page.getByRole('button', { name: 'Opnemen' }).click()
    const call = page.getByRole('region', { name: 'In gesprek met Hoede, voor Zorggroep De Linde' })
    await call.getByText('negen.').waitFor()
    if (told) await call.getByText(told).waitFor()
    else await expect(call.getByText('stem').count()).resolves.toBe(0)
    expect(await call.getByRole('button', { name: 'Luister nog eens' }).count()).toBe(again)
    expect(new Set(await page.evaluate<number[]>('rates'))).toEqual(new Set([0.8]))
    await hasNoBarriers(window, 'in a call')
    messages.pop()
  })

  it('says that there is no demo when the server knows of none, and shows nothing of before', async () => {
    const window = await open('/alles', 360)
    const { page } = window
    await page.getByRole('button', { name: 'Kopieer code 654321' }).waitFor()
    demo = false
    await page.getByText('Hier is geen demo').waitFor()
    expect(await page.getByText('654321').count()).toBe(0)
    expect(await page.getByText('Dit is een demo.').count()).toBe(0)
    await hasNoBarriers(window, 'no demo')
    demo = true
    await page.getByRole('button', { name: 'Kopieer code 654321' }).waitFor()
  })
})
