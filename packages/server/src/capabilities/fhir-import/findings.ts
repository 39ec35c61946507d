import type { Resource } from './read/resources.ts'
import { Refusal } from './reasons.ts'
import type { Finding } from './records.ts'

/** Runs one mapping; a refusal becomes a line in the findings and stops nothing else. */
export function attempt(findings: Finding[], resource: Resource, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    findings.push({ resource, code: error.code, detail: error.detail })
  }
}
