-- CreateTable
CREATE TABLE "EffectivePolicyChange" (
    "targetId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "inForce" TEXT,

    CONSTRAINT "EffectivePolicyChange_pkey" PRIMARY KEY ("targetId","type")
);

-- CreateIndex
CREATE INDEX "EffectivePolicyChange_organizationId_type_idx" ON "EffectivePolicyChange"("organizationId", "type");

-- AddForeignKey
ALTER TABLE "EffectivePolicyChange" ADD CONSTRAINT "EffectivePolicyChange_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;
