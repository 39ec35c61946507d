import type { MeasurementKind, ReportKind } from '@hoede/contract'
import { clockText, momentOf, weekday } from './calendar.ts'
import type { Persona } from './clients.ts'
import { corrected } from './corrections.ts'
import { type Condition, isSoep, type Step } from './episode.ts'
import { dutch, type Reading, readVital, recordReading, scheduleOf } from './measuring.ts'
import type { Place, Stay } from './places.ts'
import { idAt, type Random } from './random.ts'
import type { Author, Roster, Shift } from './roster.ts'
import { birthdayOf, closingFor, conditionRates, ordinaryTopics, routineRates } from './routine.ts'
import { type Story, tellStory } from './story.ts'
import type { Bank } from './text/bank.ts'
import { Memory, Writer } from './text/writer.ts'
import type { MeasurementRecord, Moment, ReportContent, ReportRecord } from './types.ts'

/** Writes the reports and measurements of one client, day by day. */
export class FileWriter {
  readonly reports: ReportRecord[] = []
  readonly measurements: MeasurementRecord[] = []
  readonly #place: Place
  readonly #persona: Persona
  readonly #roster: Roster
  readonly #random: Random
  readonly #story: Story
  readonly #memory = new Memory()
  readonly #density: number
  readonly #measuring: number
  readonly #now: Moment
  #first: Author | undefined

  constructor(
    place: Place,
    persona: Persona,
    roster: Roster,
    random: Random,
    period: { from: number; today: number; now: Moment; density: number; measuring: number },
  ) {
    this.#place = place
    this.#persona = persona
    this.#roster = roster
    this.#random = random
    this.#density = period.density
    this.#measuring = period.measuring
    this.#now = period.now
    this.#story = tellStory(place, persona, random.fork('story'), period.from, period.today)
  }

  /** Writes from a day up to now; `first` is who is first responsible. */
  write(from: number, today: number, first: Author | undefined): void {
    this.#first = first
    for (const stay of this.#place.stays) {
      const last = Math.min(stay.until ?? today, today)
      for (let day = Math.max(stay.from, from); day <= last; day += 1) this.#day(day, stay, day === stay.until)
    }
    this.reports.sort((a, b) => a.careMoment - b.careMoment)
    this.measurements.sort((a, b) => a.measuredAt - b.measuredAt)
  }

  #day(day: number, stay: Stay, leaves: boolean): void {
    const condition = this.#conditionOn(day)
    const steps = condition === 'away' ? [] : (this.#story.steps.get(day) ?? [])
    const { setting } = stay.team
    for (const shift of ['day', 'evening', 'night'] as const) {
      const own = steps.filter((step) => step.who === 'carer' && step.shift === shift)
      for (const step of own) this.#stepReport(step, day, stay, condition)
      if (own.length > 0 || leaves) continue
      const rate = routineRates[setting][shift] * (condition ? conditionRates[condition] : 1) * this.#density
      if (setting === 'daytime' && (weekday(day) === 0 || weekday(day) === 6)) continue
      if (this.#random.chance(rate)) this.#routineReport(day, shift, stay, condition)
    }
    for (const step of steps) if (step.who !== 'carer') this.#stepReport(step, day, stay, condition)
    this.#besideReport(day, condition)
    if (condition !== 'away' && condition !== 'terminal' && !leaves) this.#scheduled(day, stay)
  }

  #conditionOn(day: number): Condition | undefined {
    const order: Condition[] = ['away', 'terminal', 'ill', 'delirious', 'gloomy']
    const present = this.#story.conditions.filter((each) => each.from <= day && day <= each.until)
    return order.find((name) => present.some((each) => each.name === name))
  }

  /** Daytime activities of somebody who lives here too. */
  #besideReport(day: number, condition: Condition | undefined): void {
    const { beside } = this.#place
    if (!beside || day < beside.from || condition || weekday(day) === 0 || weekday(day) === 6) return
    if (this.#random.chance(0.28 * this.#density)) this.#routineReport(day, 'day', beside, undefined)
  }

  #stepReport(step: Step, day: number, stay: Stay, condition: Condition | undefined): void {
    const author = this.#authorOf(step, day, stay)
    if (!author) return
    const page = this.#page(day, step.shift, author, step.facts)
    let content: ReportContent
    if (isSoep(step.content)) content = { form: 'soep', soep: page.writer.soep(step.content) }
    else {
      const sentences = [page.writer.line(step.content)]
      if (!step.alone && this.#random.chance(0.4)) {
        const more = this.#topics(day, step.shift, stay, condition, 1)
        sentences.push(...more.map((topic) => page.write(topic)))
      }
      content = { form: 'free', text: page.writer.finish(sentences) }
    }
    for (const kind of step.measure ?? []) page.measure(kind)
    this.#keep(page, step.kind, content, step.important ?? false, step.family ?? false)
  }

  #routineReport(day: number, shift: Shift, stay: Stay, condition: Condition | undefined): void {
    const author = this.#roster.carer(stay.team, day, shift, shift === 'night' ? 0 : this.#random.between(0, 1))
    if (!author) return
    const page = this.#page(day, shift, author)
    const [low, high] = author.voice.length
    const { setting } = stay.team
    const few = shift === 'night' || setting === 'daytime'
    const count = few
      ? 1
      : setting === 'living'
        ? this.#random.between(1, 2)
        : this.#random.between(low, high) - (setting === 'home' ? 1 : 0)
    const topics = this.#topics(day, shift, stay, condition, Math.max(1, count))
    const sentences = topics.map((topic) => page.write(topic))
    const party = shift === 'day' ? birthdayOf(this.#persona, day) : undefined
    if (party && !condition) sentences.push(page.writer.line(party.text))
    if (!condition && this.#random.chance(author.voice.closes)) {
      sentences.push(page.writer.line(closingFor(shift, author.voice.terse > 0.5)))
    }
    const family = shift !== 'night' && !condition && this.#random.chance(0.3)
    const content: ReportContent = { form: 'free', text: page.writer.finish(sentences) }
    this.#keep(page, shift === 'night' ? 'night' : 'daily', content, false, family)
  }

  #topics(day: number, shift: Shift, stay: Stay, condition: Condition | undefined, count: number) {
    return ordinaryTopics(this.#persona, stay.team.setting, shift, day, condition, count, this.#random)
  }

  #authorOf(step: Step, day: number, stay: Stay): Author | undefined {
    const { team } = stay
    switch (step.who) {
      case 'carer':
        return this.#roster.carer(team, day, step.shift, this.#random.between(0, 1))
      case 'first':
        return this.#first && this.#first.worker.team === team ? this.#first : this.#roster.carer(team, day, 'day')
      case 'nurse':
        return (
          this.#roster.nurse(team, day) ?? (step.kind === 'handover' ? this.#roster.carer(team, day, 'day') : undefined)
        )
      case 'districtNurse':
        return this.#roster.firstNurse(team, day)
      default:
        return this.#roster.professional(step.who, team, day)
    }
  }

  #page(day: number, shift: Shift, author: Author, given?: Record<string, string>): Page {
    return new Page(day, shift, author, this.#persona, this.#story, this.#random, this.#memory, given ?? {})
  }

  #keep(page: Page, kind: ReportKind, content: ReportContent, important: boolean, family: boolean): void {
    const random = this.#random
    const careMoment = page.careMoment(kind, content.form === 'free' ? content.text : '')
    const late = random.chance(0.35) ? random.between(10, 150) : 0
    const recordedAt = careMoment + late * 60_000 + random.between(2_000, 50_000)
    if (recordedAt > this.#now) return
    const { author } = page
    const report: ReportRecord = {
      id: idAt(recordedAt, random),
      clientId: this.#persona.record.id,
      kind,
      content,
      author: { id: author.id, name: author.name, function: author.function },
      careMoment,
      recordedAt,
      important,
      visibleToFamily: family,
      reason: null,
      version: 1,
      earlier: [],
    }
    this.reports.push(corrected(report, random, this.#now))
    for (const reading of page.readings.values()) {
      const at = careMoment - random.between(1, 15) * 60_000
      this.measurements.push(...recordReading(reading, this.#persona, author, at, recordedAt, random, this.#now))
    }
  }

  /** What is measured by the calendar, without a word beside it. */
  #scheduled(day: number, stay: Stay): void {
    for (const [kind, apart] of scheduleOf(this.#persona, stay.team.setting !== 'home')) {
      if (!this.#random.chance((this.#measuring / apart) * Math.max(this.#density, 1))) continue
      const author = this.#roster.carer(stay.team, day, 'day', this.#random.between(0, 1))
      if (!author) continue
      const reading = readVital(this.#story.vitals, kind, day, this.#random)
      const at = momentOf(day, this.#random.between(430, 660)) + this.#random.between(0, 59) * 1000
      const recordedAt = at + this.#random.between(0, 20) * 60_000
      if (recordedAt > this.#now) continue
      this.measurements.push(...recordReading(reading, this.#persona, author, at, recordedAt, this.#random, this.#now))
    }
  }
}

/** What is not yet over in the morning. */
const afternoon = /lunch|middag|warm|bezoek|bord leeg|toe\.|op stap|de hele dag/i

/** One report while it is written: what it mentions of the body is measured, and measured once. */
class Page {
  readonly readings = new Map<MeasurementKind, Reading>()
  readonly writer: Writer
  readonly author: Author
  readonly #day: number
  readonly #shift: Shift
  readonly #random: Random
  readonly #story: Story
  readonly #persona: Persona
  readonly #given: Record<string, string>

  constructor(
    day: number,
    shift: Shift,
    author: Author,
    persona: Persona,
    story: Story,
    random: Random,
    memory: Memory,
    given: Record<string, string>,
  ) {
    this.#day = day
    this.#shift = shift
    this.author = author
    this.#persona = persona
    this.#story = story
    this.#random = random
    this.#given = given
    this.writer = new Writer(random, persona.subject, author.voice, memory, shift, (name) => this.#fact(name))
  }

  write(topic: Parameters<Writer['topic']>[0] | Bank): string {
    return 'full' in topic ? this.writer.topic(topic) : this.writer.line(topic)
  }

  measure(kind: MeasurementKind): Reading {
    const known = this.readings.get(kind)
    if (known) return known
    const reading = readVital(this.#story.vitals, kind, this.#day, this.#random)
    this.readings.set(kind, reading)
    return reading
  }

  /** When it was written: in the shift, and after everything of the day that the text mentions. */
  careMoment(kind: ReportKind, text: string): Moment {
    const [low, high] = { day: [480, 930], evening: [960, 1360], night: [1790, 1850] }[this.#shift] as [number, number]
    const least = this.#shift !== 'day' ? low : kind === 'handover' ? 870 : afternoon.test(text) ? 800 : low
    const drawn = this.#random.between(least, high)
    const minute = Math.max(drawn, this.writer.mentioned + this.#random.between(3, 25))
    return momentOf(this.#day, minute) + this.#random.between(0, 59) * 1000
  }

  #fact(name: string): string | undefined {
    switch (name) {
      case 'rr': {
        const { value, second } = this.measure('blood-pressure')
        return `${value}/${second}`
      }
      case 'pols':
        return String(this.measure('pulse').value)
      case 'temp':
        return dutch(this.measure('temperature').value)
      case 'sat':
        return String(this.measure('saturation').value)
      case 'gewicht':
        return dutch(this.measure('weight').value)
      case 'lengte':
        return String(this.measure('height').value)
      case 'pijn':
        return String(this.measure('pain').value)
      case 'tijd':
        return this.#given['tijd'] ?? this.#time()
      case 'leeftijd':
        return String(birthdayOf(this.#persona, this.#day)?.age)
      default:
        return this.#given[name]
    }
  }

  #time(): string {
    const [low, high] = { day: [450, 880], evening: [960, 1340], night: [1410, 1790] }[this.#shift] as [number, number]
    const minute = Math.round(this.#random.between(low, high) / 5) * 5
    this.writer.mentioned = Math.max(this.writer.mentioned, minute)
    return clockText(minute)
  }
}
