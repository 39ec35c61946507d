import type { SignInState, SignInWays } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { post } from '../api/client.ts'
import { useStep } from '../api/use-step.ts'
import { knowsPasskeys, signWithPasskey } from '../factors/passkey.ts'
import { KeyIcon } from '../parts/icons.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { visitProvider } from './provider-visit.ts'
import classes from './sign-in.module.css'

const refuse = { session: 'refuse' } as const
/** The name of an organisation may take two lines. */
const wrapping = { root: classes.way ?? '', label: classes.wayLabel ?? '' }

/** Signing in without a password of Hoede: with a passkey alone, or at one's own organisation. */
export function OtherWays({ ways, onDone }: { ways: SignInWays; onDone: (state: SignInState) => void }) {
  const { t } = useLingui()
  const passkey = useStep(async () => {
    const options = await post('/sign-in/whole/options', {}, refuse)
    return post<SignInState>('/sign-in/whole', { response: await signWithPasskey(options) }, refuse)
  }, onDone)
  const withPasskey = ways.passkey && knowsPasskeys()
  if (!withPasskey && ways.providers.length === 0) return null
  return (
    <section aria-label={t`Andere manieren om je aan te melden`}>
      <Stack gap="xs">
        {ways.password && (
          <p className={classes.or}>
            <Trans>of</Trans>
          </p>
        )}
        {passkey.problem && <ProblemNote problem={passkey.problem} />}
        {withPasskey && (
          <Button
            variant="default"
            fullWidth
            classNames={wrapping}
            leftSection={<KeyIcon />}
            loading={passkey.busy}
            onClick={() => void passkey.submit()}
          >
            <Trans>Aanmelden met een passkey</Trans>
          </Button>
        )}
        {ways.providers.map(({ id, name }) => (
          <ProviderButton key={id} id={id} name={name} />
        ))}
      </Stack>
    </section>
  )
}

/** To the page of somebody's own organisation; the button stays busy until the browser has gone there. */
function ProviderButton({ id, name }: { id: string; name: string }) {
  const visit = useStep(
    async () => {
      await visitProvider(`/sign-in/provider/${id}`, refuse)
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
        classNames={wrapping}
        loading={visit.busy}
        onClick={() => void visit.submit()}
      >
        <Trans>Verder met {name}</Trans>
      </Button>
    </>
  )
}
