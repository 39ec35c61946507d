import type { PhoneCodeSent } from '@hoede/contract'
import { useState } from 'react'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { useSecondsUntil } from './seconds.ts'

/**
 * A code that is sent to a phone on asking, never by itself. `wait`: seconds until another can be asked; `triesLeft` counts down with
 * what is filled in wrong.
 */
export function usePhoneCode(send: () => Promise<PhoneCodeSent>, onFailed?: (problem: ApiProblem) => void) {
  const [sent, setSent] = useState<PhoneCodeSent>()
  const [triesLeft, setTriesLeft] = useState(0)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const [againAt, setAgainAt] = useState<number>()
  const wait = useSecondsUntil(againAt)
  const ask = async () => {
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      const answer = await send()
      setSent(answer)
      setTriesLeft(answer.triesLeft)
      setAgainAt(Date.now() + answer.again * 1000)
    } catch (error) {
      const found = asProblem(error)
      if (found.retryAfter) setAgainAt(Date.now() + found.retryAfter * 1000)
      setProblem(found)
      onFailed?.(found)
    }
    setBusy(false)
  }
  return { sent, triesLeft, wait, busy, problem, ask, tried: () => setTriesLeft((left) => Math.max(0, left - 1)) }
}
