import type { Provider, ProviderVisit } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { post } from '../../../ui/api/client.ts'
import { asProblem } from '../../../ui/api/problem.ts'
import { momentInWords } from '../../../ui/formats/dates.ts'
import { Section } from '../../../ui/parts/page.tsx'
import { ProblemNote } from '../../../ui/parts/problem-note.tsx'
import classes from '../sign-in.module.css'

/** Starts a trial: goes to the provider as somebody who signs in does, and comes back to what it showed. */
export function useTrialStart(providerId: string) {
  return useMutation({
    mutationFn: () => post<ProviderVisit>(`/providers/${providerId}/trial`),
    onSuccess: ({ url }) => window.location.assign(url),
  })
}

/** The sign-in bench. Nobody is signed in by it: it only shows what the provider tells. */
export function Bench({ provider }: { provider: Provider }) {
  const { t } = useLingui()
  const start = useTrialStart(provider.id)
  const last = provider.lastTrial
  return (
    <Section title={t`Proefbank`}>
      <p className={classes.explain}>
        <Trans>
          Meld je bij de aanbieder aan zoals een medewerker dat doet. Je komt terug op een bladzijde die laat zien wat
          de aanbieder vertelde en waarom Hoede de tweede stap overneemt of zelf vraagt. Je wordt er niet mee aangemeld.
        </Trans>
      </p>
      {last && (
        <p className={classes.explain}>
          {last.succeeded ? (
            <Trans>De laatste proef was {momentInWords(last.at)} en lukte.</Trans>
          ) : (
            <Trans>De laatste proef was {momentInWords(last.at)} en lukte niet.</Trans>
          )}
        </p>
      )}
      {start.error && <ProblemNote problem={asProblem(start.error)} />}
      <Button variant="default" loading={start.isPending || start.isSuccess} onClick={() => start.mutate()}>
        <Trans>Start een proef</Trans>
      </Button>
    </Section>
  )
}
