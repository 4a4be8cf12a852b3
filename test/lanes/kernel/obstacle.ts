import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const tools = ['ip', 'nft', 'unshare', 'nsenter'];

const isMissing = (tool: string): boolean =>
  !(process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool)));

/** A little of everything the lane asks of the kernel. */
const rehearsal = `
ip link add one type veth peer name two
ip -6 route add unreachable default
nft -f - <<'END'
table inet vpc {
  chain first { type filter hook prerouting priority -300; policy accept;
    ct zone set 1
  }
  chain last { type filter hook input priority 0; policy accept;
    ct state established accept
  }
}
END
`;

/** Why the lane cannot run here; null when it can. */
export const findObstacle = (): string | null => {
  if (process.getuid?.() !== 0) return 'it needs root';
  const missing = tools.filter(isMissing);
  if (missing.length > 0) return `not found: ${missing.join(', ')} (Debian: iproute2, nftables, util-linux)`;
  const { status, stderr } = spawnSync('unshare', ['--net', 'sh', '-eu'], {
    input: rehearsal,
    encoding: 'utf8',
  });
  return status === 0 ? null : `this kernel or container refuses: ${stderr.trim().replaceAll('\n', ' ')}`;
};
