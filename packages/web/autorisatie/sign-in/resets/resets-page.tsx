import type { ResetLetter, SignInReset } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { post } from '../../../ui/api/client.ts'
import { momentInWords } from '../../../ui/formats/dates.ts'
import { FormDialog } from '../../../ui/parts/form-dialog.tsx'
import { Note } from '../../../ui/parts/note.tsx'
import { Page, Section } from '../../../ui/parts/page.tsx'
import { Answer, Empty } from '../../../ui/parts/states.tsx'
import { useToasts } from '../../../ui/parts/toasts.tsx'
import parts from '../../parts/parts.module.css'
import { resetsKey, useResets } from '../queries.ts'
import classes from '../sign-in.module.css'
import { LetterPage } from './letter.tsx'

const isOpen = ({ state }: SignInReset) => state === 'asked' || state === 'approved'

/** Requests to let somebody begin anew with signing in: one colleague asks, another approves. */
export default function ResetsPage() {
  const { t } = useLingui()
  const resets = useResets()
  const [letter, setLetter] = useState<ResetLetter>()
  if (letter) return <LetterPage letter={letter} onDone={() => setLetter(undefined)} />
  return (
    <Page title={t`Aanmelden herstellen`}>
      <p className={parts.lead}>
        <Trans>
          Kan een medewerker niet meer aanmelden? Vraag herstel aan op de bladzijde van die medewerker. Een andere
          collega keurt het goed en geeft de brief. Zo kan niemand alleen in het account van een ander komen.
        </Trans>
      </p>
      <Answer query={resets}>
        {({ items }) => {
          const newest = items.toSorted((one, two) => two.requestedAt.localeCompare(one.requestedAt))
          const open = newest.filter(isOpen)
          const past = newest.filter((reset) => !isOpen(reset))
          return (
            <>
              {open.length === 0 ? (
                <Empty
                  title={t`Er zijn geen aanvragen`}
                  action={
                    <Link className={parts.link} to="/medewerkers">
                      <Trans>Zoek een medewerker</Trans>
                    </Link>
                  }
                >
                  <Trans>Iedereen kan zich aanmelden, of heeft het nog niet gevraagd.</Trans>
                </Empty>
              ) : (
                <Section title={t`Open aanvragen`}>
                  <ul className={parts.items}>
                    {open.map((reset) => (
                      <ResetLine key={reset.id} reset={reset} onLetter={setLetter} />
                    ))}
                  </ul>
                </Section>
              )}
              {past.length > 0 && (
                <details className={parts.folded}>
                  <summary>
                    <Trans>Eerdere aanvragen ({past.length})</Trans>
                  </summary>
                  <div className={parts.card}>
                    <ul className={parts.items}>
                      {past.map((reset) => (
                        <ResetLine key={reset.id} reset={reset} onLetter={setLetter} />
                      ))}
                    </ul>
                  </div>
                </details>
              )}
            </>
          )
        }}
      </Answer>
    </Page>
  )
}

interface ResetLineProps {
  reset: SignInReset
  onLetter: (letter: ResetLetter) => void
}

function ResetLine({ reset, onLetter }: ResetLineProps) {
  const { t } = useLingui()
  const [doing, setDoing] = useState<'approve' | 'withdraw'>()
  const close = () => setDoing(undefined)
  const name = reset.person.name
  return (
    <li>
      <div className={classes.main}>
        <p className={parts.itemName}>
          <Link className={parts.link} to={`/medewerkers/${reset.person.id}`}>
            {name}
          </Link>{' '}
          ({reset.person.userName})
        </p>
        <p>{reset.reason}</p>
        <p className={parts.soft}>
          <Trans>
            Aangevraagd {momentInWords(reset.requestedAt)} door {reset.requestedBy.name}
          </Trans>
        </p>
        <Stand reset={reset} />
      </div>
      {isOpen(reset) && (
        <div className={`${parts.buttons} no-print`}>
          {reset.mayApprove && (
            <Button size="sm" aria-label={t`Keur goed: ${name}`} onClick={() => setDoing('approve')}>
              <Trans>Keur goed</Trans>
            </Button>
          )}
          <Button size="sm" variant="default" aria-label={t`Trek in: ${name}`} onClick={() => setDoing('withdraw')}>
            <Trans>Trek in</Trans>
          </Button>
        </div>
      )}
      {doing === 'approve' && <Approve reset={reset} onLetter={onLetter} onClose={close} />}
      {doing === 'withdraw' && <Withdraw reset={reset} onClose={close} />}
    </li>
  )
}

/** How far it is, and who is next. */
function Stand({ reset }: { reset: SignInReset }) {
  const until = momentInWords(reset.expiresAt)
  const approver = reset.approvedBy?.name ?? ''
  return (
    <p className={parts.soft}>
      {reset.state === 'asked' &&
        (reset.mayApprove ? (
          <Trans>Wacht op jouw goedkeuring of die van een collega, tot {until}</Trans>
        ) : (
          <Trans>Wacht op een collega, tot {until}. Jij kunt deze niet zelf goedkeuren.</Trans>
        ))}
      {reset.state === 'approved' && (
        <Trans>
          Goedgekeurd door {approver}. De brief werkt tot {until}.
        </Trans>
      )}
      {reset.state === 'used' && <Trans>De brief is gebruikt.</Trans>}
      {reset.state === 'withdrawn' && <Trans>Ingetrokken.</Trans>}
      {reset.state === 'expired' && <Trans>Verlopen, niet gebruikt.</Trans>}
    </p>
  )
}

function Approve({ reset, onLetter, onClose }: ResetLineProps & { onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const name = reset.person.name
  const approve = useMutation({
    mutationFn: () => post<ResetLetter>(`/resets/${reset.id}/approve`),
    onSuccess: (letter) => {
      onLetter(letter)
      void queries.invalidateQueries({ queryKey: resetsKey })
    },
  })
  return (
    <FormDialog
      open
      grave
      title={t`Keur herstel goed voor ${name}`}
      submit={<Trans>Keur goed en maak de brief</Trans>}
      busy={approve.isPending}
      error={approve.error}
      onSubmit={() => approve.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>
          De reden is: <strong>{reset.reason}</strong>
        </Trans>
      </p>
      <Note kind="look">
        <p>
          <Trans>
            Weet je zeker dat {name} dit zelf vroeg? Praat met {name} of kijk iemand aan. Een mail of telefoontje is
            niet genoeg.
          </Trans>
        </p>
      </Note>
      <p>
        <Trans>Je krijgt een brief met een code. Die zie je maar één keer, dus zorg dat je kunt afdrukken.</Trans>
      </p>
    </FormDialog>
  )
}

function Withdraw({ reset, onClose }: { reset: SignInReset; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const name = reset.person.name
  const withdraw = useMutation({
    mutationFn: () => post(`/resets/${reset.id}/withdraw`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: resetsKey })
      toasts.show(t`De aanvraag voor ${name} is ingetrokken.`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={t`Trek de aanvraag in`}
      submit={<Trans>Trek in</Trans>}
      busy={withdraw.isPending}
      error={withdraw.error}
      onSubmit={() => withdraw.mutate()}
      onClose={onClose}
    >
      <p>
        {reset.state === 'approved' ? (
          <Trans>De brief van {name} werkt dan niet meer.</Trans>
        ) : (
          <Trans>Er verandert dan niets voor {name}.</Trans>
        )}
      </p>
    </FormDialog>
  )
}
