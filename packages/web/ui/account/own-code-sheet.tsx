import type { OwnFactors, RecoveryCodes } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import CodeSheet from '../factors/code-sheet.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import classes from './account.module.css'
import { askFactorsAgain, askMeAgain } from './queries.ts'

/** The printed sheet: how many codes are left, and a new one that makes the old one worthless. */
export function OwnCodeSheet({ own }: { own: OwnFactors }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const make = useMutation({ mutationFn: () => post<RecoveryCodes>('/me/recovery-codes') })
  const done = () => {
    make.reset()
    void askFactorsAgain(client)
    void askMeAgain(client)
  }
  return (
    <Stack gap="md" align="flex-start">
      <p className={classes.line}>
        <Plural
          value={own.recoveryCodesLeft}
          _0="Op je codeblad staan geen ongebruikte codes meer."
          one="Op je codeblad staat nog één ongebruikte code."
          other="Op je codeblad staan nog # ongebruikte codes."
        />{' '}
        <Trans>Maak je een nieuw codeblad, dan werkt het oude niet meer.</Trans>
      </p>
      {make.error && <ProblemNote problem={asProblem(make.error)} />}
      <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
        <Trans>Maak een nieuw codeblad</Trans>
      </Button>
      <Dialog open={make.data !== undefined} title={t`Je nieuwe codeblad`}>
        {make.data && <CodeSheet codes={make.data.codes} onDone={done} />}
      </Dialog>
    </Stack>
  )
}
