import type { Provider, ProviderCheck } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { post } from '../../../ui/api/client.ts'
import { asProblem } from '../../../ui/api/problem.ts'
import { CheckIcon, WarningIcon } from '../../../ui/parts/icons.tsx'
import { Section } from '../../../ui/parts/page.tsx'
import { ProblemNote } from '../../../ui/parts/problem-note.tsx'
import { Announce } from '../../../ui/parts/states.tsx'
import { FromServer } from '../../../ui/text/from-server.tsx'
import classes from '../sign-in.module.css'

/** Asks what the provider publishes about itself, and says what is right and what is not. */
export function MetadataCheck({ provider }: { provider: Provider }) {
  const { t } = useLingui()
  const check = useMutation({ mutationFn: () => post<ProviderCheck>(`/providers/${provider.id}/check`) })
  const wrong = check.data?.findings.filter(({ ok }) => !ok).length ?? 0
  return (
    <Section
      title={t`Wat de aanbieder zelf zegt`}
      action={
        <Button size="sm" variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          <Trans>Controleer</Trans>
        </Button>
      }
    >
      {check.error && <ProblemNote problem={asProblem(check.error)} />}
      {!check.data && !check.error && (
        <p className={classes.explain}>
          <Trans>Hoede haalt op wat de aanbieder over zichzelf bekendmaakt en kijkt of alles er is.</Trans>
        </p>
      )}
      {check.data && (
        <>
          <ul className={classes.findings}>
            {check.data.findings.map(({ ok, text }) => (
              <li key={text} data-ok={ok}>
                {ok ? <CheckIcon /> : <WarningIcon />}
                <span>
                  <strong>{ok ? t`Goed:` : t`Let op:`}</strong> <FromServer>{text}</FromServer>
                </span>
              </li>
            ))}
          </ul>
          <Announce>
            <Plural
              value={wrong}
              _0="Alles is in orde."
              one="Er is # ding om naar te kijken."
              other="Er zijn # dingen om naar te kijken."
            />
          </Announce>
        </>
      )}
    </Section>
  )
}
