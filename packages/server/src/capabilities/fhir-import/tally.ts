import { basename } from 'node:path'
import type { ReadProblem } from './read/element.ts'
import type { Resource } from './read/resources.ts'
import { fileReasons, type Refusal, reasons } from './reasons.ts'
import type { Plan } from './records.ts'
import type { Written } from './write-group.ts'

export type Status = 'imported' | 'unchanged' | 'not-understood' | 'refused'

/** What became of one resource, or of a file that could not be read. */
export interface Line {
  status: Status
  type: string
  /** `Patient/1`, or the name of the file. */
  name: string
  file: string
  /** Stable code of the reason; absent for what came in. */
  code?: string
  /** For people, in Dutch. */
  reason?: string
}

export interface Totals {
  imported: number
  unchanged: number
  notUnderstood: number
  refused: number
}

/** Files that could not be read stand in the table under this name. */
const brokenFiles = '(bestand)'
/** Of a resource that went into several records, the first of these counts. */
const precedence: Status[] = ['imported', 'refused', 'unchanged', 'not-understood']

/** Counts what became of every resource: each one exactly once. */
export class Tally {
  readonly files: number
  readonly otherFiles: number
  readonly #leftOut = new Map<Resource, readonly string[]>()
  readonly #lines = new Map<Resource, Line>()
  readonly #broken: Line[] = []

  constructor(files: number, otherFiles: number) {
    this.files = files
    this.otherFiles = otherFiles
  }

  brokenFile(path: string, problem: ReadProblem): void {
    const reason = [fileReasons[problem.code], problem.where].filter(Boolean).join(', ')
    const name = basename(path)
    this.#broken.push({ status: 'refused', type: brokenFiles, name, file: name, code: problem.code, reason })
  }

  plan(plan: Plan): void {
    for (const { resource, code, detail } of plan.findings) {
      const status = reasons[code].refuses ? 'refused' : 'not-understood'
      this.#note(resource, status, { code, detail })
    }
    for (const resource of plan.duplicates) this.#note(resource, 'unchanged')
    for (const { resource, elements } of plan.leftOut) {
      this.#leftOut.set(resource, [...(this.#leftOut.get(resource) ?? []), ...elements])
    }
  }

  written(all: readonly Written[]): void {
    for (const { planned, status, refusal } of all) {
      this.#note(planned.from, status, refusal)
      for (const part of planned.parts) {
        this.#note(part, status, status === 'refused' ? { code: 'part-refused', detail: undefined } : undefined)
      }
    }
  }

  lines(): Line[] {
    return [...this.#broken, ...this.#lines.values()]
  }

  /** What there is no place for, of the resources that are in the record. */
  leftOut(): { name: string; elements: readonly string[] }[] {
    return [...this.#leftOut]
      .filter(([resource]) => ['imported', 'unchanged'].includes(this.#lines.get(resource)?.status ?? ''))
      .map(([resource, elements]) => ({ name: nameOf(resource), elements }))
  }

  totals(): Totals {
    const lines = this.lines()
    const count = (status: Status) => lines.filter((line) => line.status === status).length
    return {
      imported: count('imported'),
      unchanged: count('unchanged'),
      notUnderstood: count('not-understood'),
      refused: count('refused'),
    }
  }

  #note(resource: Resource, status: Status, why?: Pick<Refusal, 'code' | 'detail'>): void {
    const there = this.#lines.get(resource)
    if (there && precedence.indexOf(there.status) <= precedence.indexOf(status)) return
    const reason = why && [reasons[why.code].text, why.detail].filter(Boolean).join(': ')
    this.#lines.set(resource, {
      status,
      type: resource.type,
      name: nameOf(resource),
      file: resource.file,
      ...(why && reason ? { code: why.code, reason } : {}),
    })
  }
}

const nameOf = (resource: Resource): string => (resource.id ? `${resource.type}/${resource.id}` : resource.identifier)

/** The closing table: a row for each type of resource, and one for all. */
export function tableOf(tally: Tally): { headings: string[]; rows: string[][] } {
  const headings = ['soort', 'ingevoerd', 'ongewijzigd', 'niet begrepen', 'geweigerd']
  const byType = Map.groupBy(tally.lines(), (line) => line.type)
  const statuses: Status[] = ['imported', 'unchanged', 'not-understood', 'refused']
  const counts = (lines: readonly Line[]) =>
    statuses.map((status) => String(lines.filter((line) => line.status === status).length))
  const rows = [...byType].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, lines]) => [type, ...counts(lines)])
  return { headings, rows: [...rows, ['totaal', ...counts(tally.lines())]] }
}
