import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import type { ApiProblem } from '../api/problem.ts'
import classes from '../parts/note.module.css'
import { ProblemNote } from '../parts/problem-note.tsx'
import { SignInFrame } from '../sign-in/sign-in-frame.tsx'

/** How often is looked whether the environment goes on (ms). */
const again = 15_000

/** Is this a problem with the organisation's key, at which the whole environment stands still? */
export const standsStill = (problem: ApiProblem) =>
  problem.code === 'key-withdrawn' || problem.code === 'key-unreachable'

/** The page at which an environment without its key waits; it goes on by itself when the key is back. */
export default function StoppedPage({ problem, retry }: { problem: ApiProblem; retry: () => void }) {
  const { t } = useLingui()
  useEffect(() => {
    const timer = setInterval(retry, again)
    return () => clearInterval(timer)
  }, [retry])
  return (
    <SignInFrame title={t`Deze omgeving staat stil`}>
      <ProblemNote problem={problem} retry={retry}>
        <p className={classes.line}>
          <Trans>Je blijft aangemeld. Deze bladzijde kijkt elke 15 seconden of het weer kan.</Trans>
        </p>
      </ProblemNote>
    </SignInFrame>
  )
}
