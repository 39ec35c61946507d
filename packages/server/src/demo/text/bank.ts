/**
 * Sentences are written as templates, one a line: [a|b] is a choice (a part may be empty), {name} is filled in from what is
 * known of the client and the day, {3-5} or {200-600/50} is a whole number from a range (with a step), {t9-11} a time of day. A line
 * that begins with ~ tells of an event that happens once; one that begins with ?name is only for whom that is true.
 */
export type Bank = readonly string[]

/** One subject in a report: as somebody with time writes it, and as somebody in a hurry does, under a label. */
export interface Topic {
  label: string
  full: Bank
  brief: Bank
}

export const lines = (text: string): Bank =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

export const topic = (label: string, full: string, brief: string): Topic => ({
  label,
  full: lines(full),
  brief: lines(brief),
})

/** The four parts of a SOEP report, each chosen apart. */
export interface SoepBank {
  s: Bank
  o: Bank
  e: Bank
  p: Bank
  /** The first line of each part belongs to the first of the others, and so on. */
  together: boolean
}

export const soep = (s: string, o: string, e: string, p: string): SoepBank => ({
  s: lines(s),
  o: lines(o),
  e: lines(e),
  p: lines(p),
  together: false,
})

/** SOEP reports whose parts belong together: four lines each (s, o, e, p), with an empty line between. */
export function soepCases(text: string): SoepBank {
  const cases = text
    .split(/\n\s*\n/)
    .map(lines)
    .filter((each) => each.length > 0)
  const part = (index: number): Bank =>
    cases.map((each) => {
      if (each.length !== 4) throw new Error(`a SOEP report has four parts: ${each[0]}`)
      return each[index] as string
    })
  return { s: part(0), o: part(1), e: part(2), p: part(3), together: true }
}
