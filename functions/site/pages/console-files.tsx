/** Files that could not be accepted, for a person to see to. */
import type { InfectedFile } from "../../../shared/desk/scans.ts";
import { Act } from "../components/act.tsx";
import { Table } from "../components/table.tsx";
import { Instant } from "../components/times.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";

const Whose = ({ reader, file: { submission, message } }: { reader: Reader; file: InfectedFile }) => {
  if (message)
    return <a href={pathIn(reader, `/console/triage/${message}`)}>{reader.t.party.channels.mail}</a>;
  if (!submission) return <>{reader.ct.files.notLodged}</>;
  const { party, call, version, reference } = submission;
  return <a href={pathIn(reader, `/console/parties/${party}/${call}/${version}`)}>{reference}</a>;
};

export function infectedPage(reader: Reader, files: readonly InfectedFile[]): Page {
  const { ct, person } = reader;
  const head = [ct.files.name, ct.files.found, ct.files.threat, ct.files.answer, ""];
  return {
    title: ct.files.title,
    body: (
      <>
        <p class="lead">{ct.files.text}</p>
        {files.length === 0 ? (
          <p>{ct.nothing}</p>
        ) : (
          <Table caption={ct.files.title} head={head}>
            {files.map((file) => (
              <tr>
                <th scope="row">{file.name}</th>
                <td>
                  <Instant reader={reader} at={file.scan.at} />
                </td>
                <td>{file.scan.threats.join(", ")}</td>
                <td>
                  <Whose reader={reader} file={file} />
                </td>
                <td>
                  {person?.roles.includes("coordinator") ? (
                    <Act
                      reader={reader}
                      action={pathIn(reader, "/console/files")}
                      name={ct.files.settle}
                      label={ct.files.settleLabel(file.name)}
                      fields={{ key: file.scan.key }}
                    />
                  ) : null}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </>
    ),
  };
}
