import type { DirectoryToken } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { dayInWords, dayOf, momentInWords } from '../../ui/formats/dates.ts'
import { Actions, Dialog } from '../../ui/parts/dialog.tsx'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { CopyRow } from '../parts/copy-row.tsx'
import parts from '../parts/parts.module.css'
import classes from '../sign-in/sign-in.module.css'
import own from './directory.module.css'
import { directoryKey } from './queries.ts'

/** The keys with which a directory comes in: those that work, and those that did. */
export function Tokens({ tokens }: { tokens: readonly DirectoryToken[] }) {
  const { t } = useLingui()
  const [making, setMaking] = useState(false)
  const working = tokens.filter(({ state }) => state === 'active')
  const others = tokens.filter(({ state }) => state !== 'active')
  return (
    <>
      <p className={parts.lead}>
        <Trans>
          Met de sleutel kan het gebruikersbeheer medewerkers en groepen lezen en wijzigen, en niets anders: geen
          dossiers, geen rollen, geen logging.
        </Trans>
      </p>
      <ul className={parts.items}>
        {working.map((token) => (
          <TokenLine key={token.id} token={token} />
        ))}
      </ul>
      {working.length === 0 && (
        <p className={`${parts.soft} ${parts.gapBelow}`}>
          <Trans>Er is nu geen sleutel die werkt.</Trans>
        </p>
      )}
      <div className={own.below}>
        <Button leftSection={<PlusIcon size={18} />} onClick={() => setMaking(true)}>
          <Trans>Maak een sleutel</Trans>
        </Button>
      </div>
      {others.length > 0 && (
        <details className={parts.folded}>
          <summary>
            <Trans>Werken niet meer ({others.length})</Trans>
          </summary>
          <ul className={parts.items} aria-label={t`Sleutels die niet meer werken`}>
            {others.map((token) => (
              <TokenLine key={token.id} token={token} />
            ))}
          </ul>
        </details>
      )}
      {making && <MakeToken onClose={() => setMaking(false)} />}
    </>
  )
}

function TokenLine({ token }: { token: DirectoryToken }) {
  const { t } = useLingui()
  const [withdrawing, setWithdrawing] = useState(false)
  return (
    <li>
      <div className={classes.main}>
        <p className={parts.itemName}>{token.name}</p>
        <p className={parts.soft}>
          <Trans>
            Gemaakt {momentInWords(token.createdAt)} door {token.createdBy}
          </Trans>
          {' · '}
          {token.lastUsedAt ? (
            <Trans>laatst gebruikt {momentInWords(token.lastUsedAt)}</Trans>
          ) : (
            <Trans>nog niet gebruikt</Trans>
          )}
        </p>
        <p className={parts.soft}>
          {token.withdrawnAt ? (
            <Trans>
              Ingetrokken {momentInWords(token.withdrawnAt)} door {token.withdrawnBy}
            </Trans>
          ) : (
            <Trans>Werkt tot {dayInWords(dayOf(token.expiresAt))}</Trans>
          )}
        </p>
      </div>
      {token.state === 'active' && (
        <Button
          size="sm"
          variant="default"
          className="no-print"
          aria-label={t`Trek in: ${token.name}`}
          onClick={() => setWithdrawing(true)}
        >
          <Trans>Trek in</Trans>
        </Button>
      )}
      {withdrawing && <WithdrawToken token={token} onClose={() => setWithdrawing(false)} />}
    </li>
  )
}

function WithdrawToken({ token, onClose }: { token: DirectoryToken; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const withdraw = useMutation({
    mutationFn: () => post(`/directory/tokens/${token.id}/withdraw`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: directoryKey })
      toasts.show(t`De sleutel ${token.name} werkt niet meer.`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      grave
      title={t`Trek de sleutel ${token.name} in`}
      submit={<Trans>Trek in</Trans>}
      busy={withdraw.isPending}
      error={withdraw.error}
      onSubmit={() => withdraw.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>
          Het gebruikersbeheer kan er dan meteen niet meer in. Wie daar uit dienst gaat, moet je hier zelf uit dienst
          melden tot er een nieuwe sleutel is.
        </Trans>
      </p>
    </FormDialog>
  )
}

function MakeToken({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const make = useMutation({
    mutationFn: (content: { name: string; days: number }) =>
      post<{ token: DirectoryToken; secret: string }>('/directory/tokens', content),
    onSuccess: () => queries.invalidateQueries({ queryKey: directoryKey }),
  })
  const fields = useFields({ name: '', days: '365' }, make.error ? asProblem(make.error) : null)
  if (make.data) return <ShowSecret token={make.data.token} secret={make.data.secret} onClose={onClose} />
  const submit = () => {
    const name = fields.values.name.trim()
    if (fields.refuse(name ? {} : { name: t`Vul een naam in.` })) return
    make.mutate({ name, days: Number(fields.values.days) })
  }
  return (
    <FormDialog
      open
      title={t`Maak een sleutel`}
      submit={<Trans>Maak sleutel</Trans>}
      busy={make.isPending}
      error={make.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t`Naam`}
        description={t`Zo staat het in de logging, bijvoorbeeld Entra ID`}
        maxLength={60}
        autoComplete="off"
        {...fields.text('name')}
      />
      <NativeSelect
        label={t`Werkt`}
        {...fields.text('days')}
        data={[
          { value: '30', label: t`30 dagen` },
          { value: '90', label: t`90 dagen` },
          { value: '180', label: t`een half jaar` },
          { value: '365', label: t`een jaar` },
        ]}
      />
    </FormDialog>
  )
}

function ShowSecret(props: { token: DirectoryToken; secret: string; onClose: () => void }) {
  const { t } = useLingui()
  const { token, secret, onClose } = props
  return (
    <Dialog open title={t`De sleutel ${token.name}`} onClose={onClose}>
      <Note kind="look">
        <p>
          <Trans>
            Je ziet de sleutel alleen nu. Plak hem meteen in je gebruikersbeheer, en bewaar hem nergens anders.
          </Trans>
        </p>
      </Note>
      <ul className={parts.items}>
        <CopyRow
          name={t`Sleutel`}
          hint={t`Entra ID: Secret Token. Okta: Authorization. HelloID: Bearer token.`}
          value={secret}
        />
      </ul>
      <Actions>
        <Button onClick={onClose}>
          <Trans>Ik heb hem overgenomen</Trans>
        </Button>
      </Actions>
    </Dialog>
  )
}
