-- AlterTable
ALTER TABLE "Installation" ADD COLUMN     "changesAfter" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "changesSince" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "ChangedRow" (
    "number" SERIAL NOT NULL,
    "owner" TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "before" TEXT,
    "event" INTEGER,

    CONSTRAINT "ChangedRow_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE INDEX "ChangedRow_owner_event_idx" ON "ChangedRow"("owner", "event");
