import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ApiProblem } from '../api/problem.ts'
import { problemTitle } from '../i18n/vocabulary.ts'
import { FromServer } from '../text/from-server.tsx'
import classes from './note.module.css'
import { Note } from './note.tsx'

interface ProblemNoteProps {
  problem: ApiProblem
  retry?: (() => void) | undefined
  children?: ReactNode
}

/** What went wrong in plain words; "Waarom?" says what lies behind it and what one can do. */
export function ProblemNote({ problem, retry, children }: ProblemNoteProps) {
  const advice = useAdvice(problem)
  return (
    <Note kind={problem.code === 'not-found' || problem.code === 'offline' ? 'look' : 'danger'} alert>
      <p className={classes.title}>{problemTitle(problem)}</p>
      {problem.detail && (
        <p className={classes.line}>
          <FromServer>{problem.detail}</FromServer>
        </p>
      )}
      {children}
      <details className={classes.why}>
        <summary>
          <Trans>Waarom, en wat kan ik doen?</Trans>
        </summary>
        <p className={classes.line}>{advice}</p>
        {problem.traceId && (
          <p className={classes.line}>
            <Trans>
              Nummer voor de helpdesk: <code>{problem.traceId}</code>
            </Trans>
          </p>
        )}
      </details>
      {retry && (
        <Button variant="default" size="sm" onClick={retry}>
          <Trans>Probeer opnieuw</Trans>
        </Button>
      )}
    </Note>
  )
}

function useAdvice(problem: ApiProblem): string {
  const { t } = useLingui()
  switch (problem.code) {
    case 'offline':
      return t`Je apparaat heeft geen verbinding, of Hoede is even niet bereikbaar. Kijk of je wifi aan staat. Hoede probeert het elke vijf seconden opnieuw.`
    case 'not-found':
      return t`Dit kan weg zijn, of je hebt er geen toegang toe. Hoede zegt niet welke van de twee, zodat niemand kan uitzoeken wie hier cliënt is. Heb je dit nodig voor je werk? Vraag je teamleider om toegang.`
    case 'not-allowed':
      return t`Jouw rol heeft dit recht niet. Je teamleider of de applicatiebeheerder kan je een rol geven die het wel mag.`
    case 'conflict':
      return t`Twee mensen wijzigden hetzelfde. Wie het laatst bewaart, ziet eerst wat de ander deed. Zo gaat er niets verloren.`
    case 'sign-in-blocked':
    case 'too-many-requests':
      return t`Zo kan niemand eindeloos proberen. Na een poosje gaat het vanzelf weer.`
    case 'key-withdrawn':
    case 'key-unreachable':
      return t`Wat er over cliënten staat is verzegeld met de sleutel van je organisatie. Zolang Hoede die sleutel niet mag of kan gebruiken, kan niemand erbij. Er gaat niets verloren.`
    case 'key-destroyed':
      return t`Dit gaat niet vanzelf over. Vragen? Neem contact op met het bestuur of de applicatiebeheerder van je organisatie.`
    case 'unavailable':
    case 'unexpected':
      return t`Dit ligt niet aan jou. Probeer het over een minuut opnieuw. Blijft het zo? Bel dan je helpdesk.`
    default:
      return t`Pas aan wat hierboven staat en probeer het opnieuw. Kom je er niet uit? Vraag een collega of je helpdesk.`
  }
}
