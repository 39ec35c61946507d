import { Command } from 'commander'
import { afterAll, describe, expect, inject, it, vi } from 'vitest'
import { environmentDirectory } from '../capabilities/environments/directory.ts'
import { type Operator, openControl } from '../capabilities/environments/provision.ts'
import { fileKeyProvider } from '../platform/crypto/key-provider.ts'
import type { OperatorSession } from './operator.ts'
import { registerProviderCommands } from './providers.ts'

describe("hoede provider: the supplier's list", async () => {
  const cluster = inject('cluster')
  const { host, port, caFile, administrator } = cluster
  const control = await openControl({ address: { host, port, caFile }, administrator } as Operator)
  afterAll(async () => {
    await control.query('delete from approved_provider')
    await control.end()
  })
  const session = { control, supplier: 'hoede cli (test)', close: async () => undefined } as unknown as OperatorSession
  const run = async (...words: string[]) => {
    const printed: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
    const program = new Command().exitOverride()
    registerProviderCommands(program, async () => session)
    await program.parseAsync(['node', 'hoede', 'provider', ...words]).finally(() => log.mockRestore())
    return printed.join('\n')
  }
  /** As a server reads it, with nothing remembered. */
  const approvedAt = async (hostName: string) =>
    (await environmentDirectory(control, fileKeyProvider('/nowhere'), () => '', undefined).byHost(hostName))
      ?.approvedIssuers

  it('is empty at first', async () => {
    expect(await run('list')).toContain('nog geen aanbieder')
    expect(await approvedAt('linde.localhost')).toEqual([])
  })

  it('approves for everybody, or for one customer', async () => {
    expect(await run('approve', 'https://sso.example/zorg', '--name', 'SSO')).toContain('goedgekeurd voor iedereen')
    await run('approve', 'https://linde.example', '--name', 'Linde', '--customer', 'linde')
    expect((await approvedAt('linde.localhost'))?.sort()).toEqual(['https://linde.example', 'https://sso.example/zorg'])
    expect(await approvedAt('horizon.localhost')).toEqual(['https://sso.example/zorg'])
    expect(await run('list')).toMatch(/https:\/\/linde\.example\s+Linde\s+linde\s+\d+-\d+-\d{4} hoede cli \(test\)/)
  })

  it('withdraws, and remembers that it did', async () => {
    await run('withdraw', 'https://sso.example/zorg')
    expect(await approvedAt('horizon.localhost')).toEqual([])
    expect(await approvedAt('linde.localhost')).toEqual(['https://linde.example'])
    expect(await run('list')).toMatch(/sso\.example.*iedereen.*hoede cli \(test\).*hoede cli \(test\)/)
    // It can be approved again.
    await run('approve', 'https://sso.example/zorg', '--name', 'SSO')
    expect(await approvedAt('horizon.localhost')).toEqual(['https://sso.example/zorg'])
  })

  it('refuses what cannot be', async () => {
    await expect(run('approve', 'http://sso.example', '--name', 'x')).rejects.toMatchObject({ code: 'issuer-invalid' })
    await expect(run('approve', 'https://sso.example/?a', '--name', 'x')).rejects.toMatchObject({
      code: 'issuer-invalid',
    })
    await expect(run('approve', 'https://linde.example', '--name', 'x', '--customer', 'linde')).rejects.toMatchObject({
      code: 'already-approved',
    })
    await expect(run('approve', 'https://a.example', '--name', 'x', '--customer', 'nobody')).rejects.toMatchObject({
      code: 'customer-unknown',
    })
    await expect(run('withdraw', 'https://linde.example')).rejects.toMatchObject({ code: 'not-approved' })
  })
})
