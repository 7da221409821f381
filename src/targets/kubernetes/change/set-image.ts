import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { setImage } from "../../../operation/kubernetes/workload-change.ts";
import type { Changer } from "../../target.ts";
import type { Patience } from "./follow-rollout.ts";
import { textAt } from "./json.ts";
import { templateEditor } from "./template-edit.ts";
import { onWorkload } from "./undo.ts";

/** `kubectl set image`. Undone by setting the images of before. */
export function setsImage(door: KubernetesDoor, patience: Patience): Changer {
  return templateEditor(door, patience, {
    definition: setImage,
    containers: ({ images }) => Object.keys(images),
    edit: ({ images }, container) => ({
      ...container,
      image: images[textAt(container, "name")] ?? images["*"] ?? textAt(container, "image"),
    }),
    undo: (given, _, touched) =>
      onWorkload(setImage.name, given, {
        images: Object.fromEntries(touched.map((one) => [textAt(one, "name"), textAt(one, "image")])),
      }),
  });
}
