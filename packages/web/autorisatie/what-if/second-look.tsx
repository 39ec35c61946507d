import { Trans } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { asProblem } from '../../ui/api/problem.ts'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Loading } from '../../ui/parts/states.tsx'
import classes from '../parts/parts.module.css'
import { EffectNote } from './effect.tsx'
import type { EffectQuery } from './queries.ts'

/** A choice that still changes is not asked after: each question is a row in the log. */
const restsFor = 600

/** What a change would do, and whether somebody looked again where it is large or odd. */
export function useSecondLook(query: EffectQuery, enabled: boolean) {
  const queries = useQueryClient()
  const key = JSON.stringify(query.queryKey)
  const [rested, setRested] = useState('')
  const [seenFor, setSeenFor] = useState('')
  const [askedFor, setAskedFor] = useState('')
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setRested(key), restsFor)
    return () => clearTimeout(timer)
  }, [key])
  const { data, error } = useQuery({ ...query, enabled: enabled && rested === key })
  const seen = seenFor === key
  return {
    effect: data,
    error,
    seen,
    asked: askedFor === key,
    /** Waiting for the answer, before the change is sent. */
    busy,
    setSeen: (is: boolean) => setSeenFor(is ? key : ''),
    /** Whether the change can be sent; otherwise the tick is asked for. Where it is refused, sending it says why. */
    async mayGoOn(): Promise<boolean> {
      setBusy(true)
      const expected = await queries.fetchQuery(query).catch(() => undefined)
      setBusy(false)
      if (!expected || expected.odd.length === 0 || seen) return true
      setAskedFor(key)
      return false
    },
  }
}

/** The answer of useSecondLook under a heading of its own. */
export function SecondLook({ look }: { look: ReturnType<typeof useSecondLook> }) {
  const { effect, error, seen, asked, setSeen } = look
  return (
    <div className={classes.gapAbove}>
      <h3 className={classes.subHead}>
        <Trans>Welke dossiers gaan er open of dicht?</Trans>
      </h3>
      {effect ? (
        <EffectNote effect={effect} seen={seen} asked={asked} onSeen={setSeen} />
      ) : error ? (
        <ProblemNote problem={asProblem(error)} />
      ) : (
        <Loading rows={2} />
      )}
    </div>
  )
}
