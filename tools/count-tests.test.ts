import { expect, it } from 'vitest'
import { countTests } from './count-tests.ts'

const report = (changes: object = {}) =>
  JSON.stringify({
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ status: 'passed', assertionResults: [{}] }],
    ...changes,
  })

it('counts what passed, failed and was skipped', () => {
  expect(countTests(report({ numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }), 1)).toEqual({
    passed: 5,
    failed: 2,
    skipped: 2,
  })
})

it('counts a file that did not load as a failure', () => {
  expect(countTests(report({ testResults: [{ status: 'failed', assertionResults: [] }] }), 1).failed).toBe(1)
})

it('never reports a bad run as a good one', () => {
  expect(countTests(report(), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 })
  expect(countTests(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(countTests('{', 0).failed).toBe(1)
})
