import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Window } from './browser.ts'

/** Where pictures go of what somebody sees, when they are asked for. */
const folder = process.env.HOEDE_PICTURES

/** A picture at the width of a desk and of a telephone. */
export async function picture({ page }: Window, name: string): Promise<void> {
  if (!folder) return
  await mkdir(folder, { recursive: true })
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 })
    await page.waitForTimeout(200)
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}
