import { useState } from 'react'
import { type ApiProblem, asProblem } from './problem.ts'

/** One step of a form: busy while it is sent, and the problem when it was refused. */
export function useStep<T>(
  send: () => Promise<T>,
  onDone: (answer: T) => void,
  onFailed?: (problem: ApiProblem) => void,
) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const submit = async () => {
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      const answer = await send()
      setBusy(false)
      onDone(answer)
    } catch (error) {
      const found = asProblem(error)
      setBusy(false)
      setProblem(found)
      onFailed?.(found)
    }
  }
  return { busy, problem, submit, setProblem }
}
