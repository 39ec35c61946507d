import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, expect } from 'vitest'
import { codeOf, type Employee, password } from '../support/employees.ts'
import type { Customer, TestHoede } from '../support/hoede.ts'
import type { PersonName } from '../support/organisation.ts'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP *.localhost 127.0.0.1',
]

/** Somebody's browser: what they see, and what went wrong in it. */
export interface Window {
  page: Page
  context: BrowserContext
  address: string
}

interface Look {
  customer?: Customer | 'telefoon'
  width?: number
  colorScheme?: 'light' | 'dark'
}

interface Findings {
  violations: { id: string; nodes: { target: unknown }[] }[]
}

/** Holds a screen, once it has loaded, against the rules of axe-core (WCAG), and against running out of the window sideways. */
export async function hasNoBarriers({ page }: Window, screen: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  if (!(await page.evaluate<boolean>('Boolean(window.axe)'))) await page.evaluate(axe.source)
  // Of what is in order it need not keep the places.
  const { violations } = await page.evaluate<Findings>(`axe.run({ resultTypes: ['violations'] })`)
  const found = violations.map((each) => `${screen}: ${each.id} ${JSON.stringify(each.nodes[0]?.target)}`)
  expect(found).toEqual([])
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(overflow, `${screen}: pixels wider than the window`).toBeLessThanOrEqual(0)
}

/** Debian's Chromium. Every test ends with a look at what the pages complained of: scripts, styles and policies must not. */
export async function openBrowser(hoede: TestHoede) {
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags })
  const complaints: string[] = []
  // What stays open goes on drawing and asking, and keeps the machine from what comes next.
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    expect(complaints.splice(0), 'what the browser complained of').toEqual([])
  })
  afterAll(() => browser.close())

  async function open(path = '/', options: Look & { session?: string | undefined } = {}): Promise<Window> {
    const { customer = 'linde', width = 1280, colorScheme = 'light', session } = options
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: { width, height: 900 },
      colorScheme,
      locale: 'nl-NL',
    })
    context.setDefaultTimeout(30_000)
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      // Chromium reports every answer of 4xx; those are part of the story.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text())
    })
    const address = `https://${customer}.localhost:${hoede.port}`
    if (session) await context.addCookies([{ name: '__Host-hoede', value: session, url: address, secure: true }])
    await page.goto(address + path)
    return { page, context, address }
  }

  return {
    open,
    /** With a session of the person's that is there already: for journeys that are not about signing in. */
    async openAs(person: PersonName, path = '/', look: Look = {}): Promise<Window> {
      const { token } = await hoede.as(person)
      return open(path, { ...look, session: token })
    },
    /** Signs in as people do: user name and password, then a code. */
    async signIn({ page }: Window, person: Employee, code = codeOf(person.key)): Promise<void> {
      await page.getByLabel('Gebruikersnaam').fill(person.userName)
      await page.getByLabel('Wachtwoord', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Meld aan' }).click()
      await page.getByLabel('Code van 6 cijfers').fill(code)
      await page.keyboard.press('Enter')
    },
  }
}
