-- CreateTable
CREATE TABLE "EffectivePolicyChange" (
    "targetId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "changedAt" DATETIME NOT NULL,
    "inForce" TEXT,

    PRIMARY KEY ("targetId", "type"),
    CONSTRAINT "EffectivePolicyChange_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "EffectivePolicyChange_organizationId_type_idx" ON "EffectivePolicyChange"("organizationId", "type");
