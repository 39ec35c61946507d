import type { OwnFactors } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api/client.ts'
import { endProof } from '../api/proof-state.ts'
import { choicesOf } from '../factors/choices.ts'
import classes from '../factors/factors.module.css'
import { whileSignedIn } from '../factors/proof-place.ts'
import { ProveFactor } from '../factors/prove-factor.tsx'
import { Answer } from '../parts/states.tsx'
import { useSignedIn } from './signed-in.ts'

/** Any of the person's own factors will do. */
export default function ProofQuestion() {
  const factors = useQuery({
    queryKey: ['me', 'factors'],
    queryFn: ({ signal }) => get<OwnFactors>('/me/factors', { signal }),
  })
  return (
    <Stack gap="md">
      <p className={classes.line}>
        <Trans>
          Dit is een belangrijke wijziging. Laat nog één keer zien dat jij het bent; daarna gaat het vanzelf verder.
        </Trans>
      </p>
      <Answer query={factors}>
        {(own) => {
          const choices = choicesOf(own)
          if (choices.length === 0) return <NoFactors />
          return <ProveFactor place={whileSignedIn} choices={choices} onDone={() => endProof(true)} />
        }}
      </Answer>
    </Stack>
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
