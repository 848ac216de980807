-- AlterTable
ALTER TABLE "CreateAccountRequest" ADD COLUMN     "govCloudId" TEXT;

-- CreateTable
CREATE TABLE "ResponsibilityTransfer" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "sourceOrganizationId" TEXT,
    "sourceAccountId" TEXT,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "handshakeId" TEXT NOT NULL,
    "startsAt" TIMESTAMP(3) NOT NULL,
    "withdrawnAt" TIMESTAMP(3),
    "endsAt" TIMESTAMP(3),

    CONSTRAINT "ResponsibilityTransfer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ResponsibilityTransfer_handshakeId_key" ON "ResponsibilityTransfer"("handshakeId");

-- CreateIndex
CREATE INDEX "ResponsibilityTransfer_organizationId_id_idx" ON "ResponsibilityTransfer"("organizationId", "id");

-- CreateIndex
CREATE INDEX "ResponsibilityTransfer_sourceOrganizationId_id_idx" ON "ResponsibilityTransfer"("sourceOrganizationId", "id");

-- AddForeignKey
ALTER TABLE "ResponsibilityTransfer" ADD CONSTRAINT "ResponsibilityTransfer_handshakeId_fkey" FOREIGN KEY ("handshakeId") REFERENCES "Handshake"("id") ON DELETE CASCADE ON UPDATE CASCADE;
