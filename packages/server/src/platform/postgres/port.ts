import { createServer } from 'node:net'
import { PostgresProblem } from './problem.ts'

const first = 54_320
const count = 180

/** The port to begin with for a cluster in this folder: always the same one, and seldom the one of another folder. */
export function usualPort(folder: string): number {
  let hash = 0
  for (const character of folder) hash = (hash * 31 + character.codePointAt(0)!) % 1_000_003
  return first + (hash % count)
}

/** The port that was asked for, or else the remembered one, or else the next that is free. Throws PostgresProblem. */
export async function choosePort(
  wish: { asked?: number | undefined; remembered?: number | undefined; folder: string },
  log: (text: string) => void,
): Promise<number> {
  if (wish.asked !== undefined) {
    if (await isFree(wish.asked)) return wish.asked
    throw portTaken(wish.asked)
  }
  const usual = wish.remembered ?? usualPort(wish.folder)
  if (await isFree(usual)) return usual
  for (let step = 1; step < count; step++) {
    const port = first + ((Math.max(usual - first, 0) + step) % count)
    if (!(await isFree(port))) continue
    if (wish.remembered !== undefined)
      log(`Poort ${usual} van de database is bezet door een ander programma; het wordt ${port}.`)
    return port
  }
  throw portTaken(usual)
}

export function portTaken(port: number): PostgresProblem {
  const text = `Poort ${port} voor de database is bezet door een ander programma. Sluit dat, of kies een andere poort.`
  return new PostgresProblem('postgres-port-taken', text, `127.0.0.1:${port} is in use`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => done(true)))
  })
}
