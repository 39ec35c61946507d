import type { Blueprint, NamedPerson } from './blueprints.ts'
import { functionOf, type Job } from './jobs.ts'
import { fullFamily, nameFor, plainText } from './names.ts'
import { mobile } from './particulars.ts'
import { idAt, type Random } from './random.ts'
import type { Moment, PersonRecord } from './types.ts'
import type { Location, Team, Units } from './units.ts'

const msPerDay = 86_400_000

/** Somebody who works or worked here, and where. */
export interface Worker {
  index: number
  person: PersonRecord
  /** 'Sanne de Wit' */
  name: string
  job: Job
  team: Team | undefined
  locations: Location[]
  named: NamedPerson | undefined
}

interface Post {
  job: Job
  team?: Team
  locations?: Location[]
}

/** Fills the posts that a blueprint asks for: exactly as many employees as it says. */
export function makeWorkforce(blueprint: Blueprint, units: Units, random: Random, now: Moment): Worker[] {
  const posts = postsFor(blueprint, units)
  const waiting = [...blueprint.named]
  const userNames = new Set(waiting.map((each) => each.userName))
  const workers = posts.map((post, index) => {
    const place = waiting.findIndex((each) => fitsPost(each, post))
    const named = place >= 0 ? waiting.splice(place, 1)[0] : undefined
    return makeWorker(blueprint, post, index, named, random.fork(index), now, userNames)
  })
  if (waiting.length > 0) throw new Error(`no post for ${waiting.map((each) => each.userName).join(', ')}`)
  return workers
}

const fitsPost = (named: NamedPerson, post: Post) =>
  named.job === post.job &&
  (named.at === undefined || named.at === post.team?.name || (!post.team && post.locations?.[0]?.name === named.at))

function postsFor(blueprint: Blueprint, units: Units): Post[] {
  const posts: Post[] = [
    { job: 'manager' },
    { job: 'privacyOfficer' },
    ...Array.from({ length: Math.ceil(blueprint.employees / 50) }, () => ({ job: 'flex' as const })),
  ]
  if (blueprint.employees >= 100) posts.push({ job: 'manager' })
  for (const location of units.locations) posts.push(...locationPosts(location))
  for (let first = 0; first < units.locations.length; first += 5) {
    const locations = units.locations.slice(first, first + 5)
    const jobs: Job[] = locations.some((each) => each.disability)
      ? ['psychologist', 'doctor', 'planner']
      : ['psychologist', 'occupational', 'speech', 'dietician']
    for (const job of jobs) posts.push({ job, locations })
  }
  for (const team of units.teams) posts.push(...teamPosts(team))
  const carers = blueprint.employees - posts.length
  if (carers < units.teams.length * 3) throw new Error('too few employees for so many teams')
  for (let i = 0; i < carers; i += 1) posts.push({ job: 'carer', team: units.teams[i % units.teams.length] as Team })
  return posts
}

function locationPosts(location: Location): Post[] {
  const locations = [location]
  const posts: Post[] = [{ job: 'teamLead', locations }]
  if (!location.disability) posts.push({ job: 'planner', locations })
  if (!location.residential && !location.disability) posts.push({ job: 'teamLead', locations })
  if (!location.residential) return posts
  posts.push({ job: 'nightCarer', locations }, { job: 'nightCarer', locations })
  if (location.disability) return posts
  return [...posts, ...(['nightCarer', 'activities', 'doctor', 'physio'] as const).map((job) => ({ job, locations }))]
}

function teamPosts(team: Team): Post[] {
  const jobs: Job[] = {
    dementia: ['nurse', 'helper', 'helper'] as Job[],
    nursing: ['nurse', 'helper', 'helper'] as Job[],
    home: ['districtNurse', 'nurse', 'nurse', 'helper'] as Job[],
    living: ['helper'] as Job[],
    daytime: ['helper'] as Job[],
  }[team.setting]
  return jobs.map((job) => ({ job, team }))
}

function makeWorker(
  blueprint: Blueprint,
  post: Post,
  index: number,
  named: NamedPerson | undefined,
  random: Random,
  now: Moment,
  userNames: Set<string>,
): Worker {
  const age = random.between(20, 64)
  const sex = random.chance(0.86) ? 'female' : 'male'
  const drawn = nameFor(random, new Date(now).getUTCFullYear() - age, sex, 0.17)
  const given = named?.givenName ?? drawn.called
  const prefix = named ? (named.prefix ?? null) : drawn.family.prefix
  const family = named?.familyName ?? drawn.family.name
  const days = named?.employedDays ?? employedDays(random, age)
  const leaves = !named && post.job === 'carer' && days > 200 && random.chance(0.05)
  const employedFrom = startOfDay(now - days * msPerDay)
  const userName = named?.userName ?? freeName(given, prefix, family, userNames)
  const person: PersonRecord = {
    id: idAt(employedFrom, random),
    userName,
    givenName: given,
    prefix,
    familyName: family,
    function: named?.function ?? functionOf(post.job, post.team?.setting ?? settingOf(post), random),
    email: `${userName}@${blueprint.mailDomain}`,
    phone: random.chance(0.8) ? mobile(random) : null,
    employedFrom,
    employedUntil: leaves ? startOfDay(now - random.between(10, Math.min(days, blueprint.days) - 5) * msPerDay) : null,
  }
  const name = `${given} ${fullFamily({ prefix, name: family })}`
  return { index, person, name, job: post.job, team: post.team, locations: post.locations ?? [], named }
}

const settingOf = (post: Post) => post.locations?.[0]?.teams[0]?.setting

/** Most people work somewhere for years; one in nine came in the last year. */
function employedDays(random: Random, age: number): number {
  if (random.chance(0.11)) return random.between(20, 340)
  return random.between(365, Math.max(500, Math.min(age - 19, 25) * 365))
}

const startOfDay = (moment: Moment) => Math.floor(moment / msPerDay) * msPerDay - 3_600_000

function freeName(given: string, prefix: string | null, family: string, taken: Set<string>): string {
  const base = `${plainText(given)}.${plainText((prefix ?? '') + family)}`.slice(0, 56)
  let name = base
  for (let number = 2; taken.has(name); number += 1) name = `${base}${number}`
  taken.add(name)
  return name
}
