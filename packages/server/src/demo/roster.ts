import { momentOf } from './calendar.ts'
import type { Job } from './jobs.ts'
import type { Random } from './random.ts'
import { type Voice, voiceOf } from './text/voice.ts'
import type { AuthorRecord, Moment } from './types.ts'
import type { Team } from './units.ts'
import type { Worker } from './workforce.ts'

const careful: [number, number] = [2, 3]

export type Shift = 'day' | 'evening' | 'night'

/** Whoever writes: with a hand of their own. */
export interface Author extends AuthorRecord {
  voice: Voice
  worker: Worker
}

/** Who is at work where and when; the same answer to the same question, whoever asks. */
export class Roster {
  readonly #carers = new Map<number, Worker[]>()
  readonly #nurses = new Map<number, Worker[]>()
  readonly #others = new Map<string, Worker[]>()
  readonly #authors = new Map<number, Author>()
  readonly #random: Random

  constructor(workers: readonly Worker[], random: Random) {
    this.#random = random
    for (const worker of workers) {
      if (worker.team) {
        const nurse = worker.job === 'nurse' || worker.job === 'districtNurse'
        add(nurse ? this.#nurses : this.#carers, worker.team.index, worker)
      }
      for (const location of worker.locations) add(this.#others, `${worker.job} ${location.index}`, worker)
    }
  }

  author(worker: Worker): Author {
    const known = this.#authors.get(worker.index)
    if (known) return known
    const { id, function: functionName } = worker.person
    const drawn = voiceOf(this.#random.fork(`voice ${worker.index}`))
    // The people whom visitors sign in as write with care.
    const voice = worker.named ? { ...drawn, labels: false, careless: 0, terse: 0.2, length: careful } : drawn
    const author = { id, name: worker.name, function: functionName, voice, worker }
    this.#authors.set(worker.index, author)
    return author
  }

  /** A carer at work in a team; `which` tells apart those who work together (two by day and evening, one at night). */
  carer(team: Team, day: number, shift: Shift, which = 0): Author | undefined {
    if (shift === 'night' && team.location.residential) {
      return this.#turn(this.others('nightCarer', team), day, team.location.index, 0)
    }
    // Whoever works by day is not there in the evening: each shift takes the next ones of the same turn.
    const step = which + (shift === 'day' ? 0 : 2)
    return this.#turn(this.#carers.get(team.index) ?? [], day, team.index, step)
  }

  nurse(team: Team, day: number): Author | undefined {
    // Where a team has no nurse (any more), one of the same location comes.
    const own = this.#turn(this.#nurses.get(team.index) ?? [], day, team.index, 0)
    if (own) return own
    const near = team.location.teams.flatMap((each) => this.#nurses.get(each.index) ?? [])
    return this.#turn(near, day, team.index, 0)
  }

  /** The first nurse of a team: the district nurse who assesses. */
  firstNurse(team: Team, day: number): Author | undefined {
    const nurse = this.#nurses.get(team.index)?.find((each) => employed(each, momentOf(day, 720)))
    return nurse && this.author(nurse)
  }

  /** Somebody who works for a whole location. */
  professional(job: Job, team: Team, day: number): Author | undefined {
    const found = this.others(job, team).find((each) => employed(each, momentOf(day, 720)))
    return found && this.author(found)
  }

  others(job: Job, team: Team): Worker[] {
    return this.#others.get(`${job} ${team.location.index}`) ?? []
  }

  /** Carers of a team employed from a day on, who can be first responsible. */
  candidates(team: Team, from: Moment, until: Moment): Worker[] {
    return (this.#carers.get(team.index) ?? []).filter(
      (each) => each.job === 'carer' && employed(each, from) && employed(each, until),
    )
  }

  /** Everybody who works in a team, with those of its location. */
  around(team: Team): { own: Worker[]; location: Worker[] } {
    const jobs: Job[] = ['teamLead', 'planner', 'doctor', 'physio', 'psychologist', 'activities', 'nightCarer']
    return {
      own: [...(this.#carers.get(team.index) ?? []), ...(this.#nurses.get(team.index) ?? [])],
      location: jobs.flatMap((job) => this.others(job, team)),
    }
  }

  #turn(all: readonly Worker[], day: number, salt: number, step: number): Author | undefined {
    const moment = momentOf(day, 720)
    const present = all.filter((each) => employed(each, moment))
    if (present.length === 0) return undefined
    return this.author(present[(mix(day * 977 + salt) + step) % present.length] as Worker)
  }
}

/** Spreads a whole number over 31 bits (the finaliser of MurmurHash3). */
function mix(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 2246822507)
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909)
  return (hash ^ (hash >>> 16)) >>> 1
}

/** Employed at a moment, with the day of leaving itself left out. */
const employed = (worker: Worker, moment: Moment) =>
  worker.person.employedFrom <= moment && (worker.person.employedUntil ?? Infinity) > moment + 86_400_000

function add<K>(map: Map<K, Worker[]>, key: K, worker: Worker): void {
  const list = map.get(key)
  if (list) list.push(worker)
  else map.set(key, [worker])
}
