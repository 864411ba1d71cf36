import { Button, FileButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sendBody } from "@/api/client";
import type { User, UserRef } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { tellProblem } from "@/ui/toast";

const SIDE = 256;

/** Cut to a square here, so that a large photo goes through; what the browser cannot read the server refuses in words. */
async function square(file: File): Promise<Blob> {
  const image = await createImageBitmap(file).catch(() => null);
  if (!image) return file;
  const side = Math.min(image.width, image.height);
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  canvas
    .getContext("2d")
    ?.drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", 0.88),
  );
}

export function FaceButton({ user, own }: { user: UserRef; own: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const upload = useMutation({
    mutationFn: async (file: File) =>
      sendBody<User>(
        "PUT",
        own ? "/api/profile/face" : `/api/users/${user.id}/face`,
        await square(file),
        "application/octet-stream",
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["users"] });
      void client.invalidateQueries({ queryKey: ["session"] });
    },
    onError: tellProblem,
  });
  return (
    <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => file && upload.mutate(file)}>
      {(props) => (
        <Button {...props} size="compact-sm" loading={upload.isPending}>
          {t("people.face")}
        </Button>
      )}
    </FileButton>
  );
}
