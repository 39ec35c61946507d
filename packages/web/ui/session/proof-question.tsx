import type { OwnFactors, ProofProviders } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api/client.ts'
import { endProof } from '../api/proof-state.ts'
import { useStep } from '../api/use-step.ts'
import { choicesOf } from '../factors/choices.ts'
import classes from '../factors/factors.module.css'
import { whileSignedIn } from '../factors/proof-place.ts'
import { ProveFactor } from '../factors/prove-factor.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Answer } from '../parts/states.tsx'
import { visitProvider } from '../sign-in/provider-visit.ts'
import { useSignedIn } from './signed-in.ts'

/** Any of the person's own factors will do, and so will their organisation where its word counts for two. */
export default function ProofQuestion() {
  const ways = useQuery({
    queryKey: ['me', 'factors', 'proof'],
    queryFn: async ({ signal }) => {
      const [own, { items }] = await Promise.all([
        get<OwnFactors>('/me/factors', { signal }),
        get<ProofProviders>('/me/proof/providers', { signal }),
      ])
      return { choices: choicesOf(own), providers: items }
    },
  })
  return (
    <Stack gap="md">
      <p className={classes.line}>
        <Trans>Dit is een belangrijke wijziging. Laat nog één keer zien dat jij het bent.</Trans>
      </p>
      <Answer query={ways}>
        {({ choices, providers }) => {
          if (choices.length === 0 && providers.length === 0) return <NoFactors />
          return (
            <>
              {choices.length > 0 && (
                <ProveFactor place={whileSignedIn} choices={choices} onDone={() => endProof(true)} />
              )}
              {providers.length > 0 && <AtProviders providers={providers} />}
            </>
          )
        }}
      </Answer>
    </Stack>
  )
}

/** The page is left for the provider's own, so what waited for the proof is done anew after coming back. */
function AtProviders({ providers }: { providers: ProofProviders['items'] }) {
  const { t } = useLingui()
  return (
    <section className={classes.others} aria-label={t`Opnieuw aanmelden bij je organisatie`}>
      <Stack gap="xs">
        {providers.map(({ id, name }) => (
          <ProviderButton key={id} id={id} name={name} />
        ))}
        <p>
          <Trans>Je komt daarna terug op deze pagina. Wat je net wilde wijzigen, doe je dan opnieuw.</Trans>
        </p>
      </Stack>
    </section>
  )
}

function ProviderButton({ id, name }: ProofProviders['items'][number]) {
  const visit = useStep(
    async () => {
      await visitProvider(`/me/proof/provider/${id}`)
      await new Promise((resolve) => addEventListener('pageshow', resolve, { once: true }))
    },
    () => undefined,
  )
  return (
    <>
      {visit.problem && <ProblemNote problem={visit.problem} />}
      <Button
        variant="default"
        fullWidth
        classNames={{ root: classes.wrapping ?? '', label: classes.wrappingLabel ?? '' }}
        loading={visit.busy}
        onClick={() => void visit.submit()}
      >
        <Trans>Opnieuw aanmelden bij {name}</Trans>
      </Button>
    </>
  )
}

/** Somebody whose organisation does both steps: signing in anew is the proof. */
function NoFactors() {
  const { signOut } = useSignedIn()
  return (
    <>
      <p>
        <Trans>
          Je hebt in Hoede zelf nog geen tweede stap. Meld je opnieuw aan bij je organisatie; de eerste tien minuten
          daarna kan deze wijziging.
        </Trans>
      </p>
      <Button onClick={() => void signOut()}>
        <Trans>Meld me af en opnieuw aan</Trans>
      </Button>
    </>
  )
}
