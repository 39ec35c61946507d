import type { SessionsEnded } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import { momentInWords } from '../formats/dates.ts'
import { serverText } from '../i18n/vocabulary.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Answer } from '../parts/states.tsx'
import { useToasts } from '../parts/toasts.tsx'
import { useSignedIn } from '../session/signed-in.ts'
import classes from './account.module.css'
import { useOwnSessions } from './queries.ts'

/** Every browser that this person is signed in with, each with its end. */
export function OwnSessions() {
  const { t } = useLingui()
  const { signOut } = useSignedIn()
  const toasts = useToasts()
  const client = useQueryClient()
  const sessions = useOwnSessions()
  const end = useMutation({
    mutationFn: (id: string) => post(`/me/sessions/${id}/end`),
    onSuccess: () => {
      toasts.show(t`De aanmelding is beëindigd.`)
      return client.invalidateQueries({ queryKey: ['me', 'sessions'] })
    },
  })
  const endOthers = useMutation({
    mutationFn: () => post<SessionsEnded>('/me/sessions/end-others'),
    onSuccess: () => {
      toasts.show(t`Overal elders ben je afgemeld.`)
      return client.invalidateQueries({ queryKey: ['me', 'sessions'] })
    },
  })
  return (
    <>
      {endOthers.error && <ProblemNote problem={asProblem(endOthers.error)} />}
      {end.error && <ProblemNote problem={asProblem(end.error)} />}
      <Answer query={sessions}>
        {({ items }) => (
          <ul className={classes.rows}>
            {items.map((session) => (
              <li key={session.id}>
                <div className={classes.text}>
                  <p className={classes.device}>
                    {serverText(session.device)}
                    {session.current && (
                      <>
                        {' '}
                        <Trans>(dit apparaat)</Trans>
                      </>
                    )}
                  </p>
                  <p className={classes.seen}>
                    <Trans>
                      Aangemeld {momentInWords(session.createdAt)}, laatst gezien {momentInWords(session.lastSeenAt)}
                    </Trans>
                  </p>
                  <p className={classes.seen}>
                    {serverText(session.place)}
                    {session.address && ` (${session.address})`} · {serverText(session.factors)}
                  </p>
                </div>
                {session.current ? (
                  <Button size="sm" variant="default" onClick={() => void signOut()}>
                    <Trans>Meld af</Trans>
                  </Button>
                ) : (
                  <Button
                    size="sm"
                    variant="default"
                    loading={end.isPending && end.variables === session.id}
                    aria-label={t`Beëindig de aanmelding op ${session.device}`}
                    onClick={() => end.mutate(session.id)}
                  >
                    <Trans>Beëindig</Trans>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
      {(sessions.data?.items.length ?? 0) > 1 && (
        <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
          <Trans>Beëindig alle andere</Trans>
        </Button>
      )}
    </>
  )
}
