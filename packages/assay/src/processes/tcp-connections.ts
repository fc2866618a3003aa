import { socketInodes, tcpSockets } from './proc-files.ts'

/**
 * Established TCP connections of each group of processes. The kernel's tables are read once for all
 * groups. A socket that several processes of a group hold counts once.
 */
export function countConnections(groups: readonly (readonly number[])[]): number[] {
  const established = new Set(tcpSockets('01').map(({ inode }) => inode))
  return groups.map((pids) => {
    const inodes = new Set(pids.flatMap(socketInodes))
    return established.intersection(inodes).size
  })
}
