# Os comandos, suas opções e escolhas.

assignlicense-description = Vender uma licença e enviar a chave ao comprador
assignlicense-member-name = membro
assignlicense-member-description = O comprador; recebe a chave por DM
assignlicense-product-name = produto
assignlicense-product-description = Vazio = qualquer produto
assignlicense-license-name = licença
assignlicense-license-description = Uma licença específica em vez de uma ao acaso: escolha ou cole a chave
assignlicense-quantity-name = quantidade
assignlicense-quantity-description = De 1 a 25 (padrão: 1)
assignlicense-reference-name = referência
assignlicense-reference-description = Número do pagamento ou ticket; evita vender duas vezes
assignlicense-note-name = nota
assignlicense-note-description = Observação para a equipe: aparece no registro e no canal de vendas, não ao comprador

menu-assign-license-name = Atribuir licença

fetchlicense-description = Mostrar uma licença ao acaso e reservar por 15 minutos

myavailable-description = Estoque: o que pode ser vendido e quanto dura
myavailable-product-name = produto
myavailable-product-description = Só este produto

licenseinfo-description = Consultar uma licença
licenseinfo-license-name = licença
licenseinfo-license-description = Escolha uma licença ou cole a chave

mylicenses-description = Suas licenças deste servidor

resend-description = Enviar a chave ao comprador de novo
resend-sale-name = venda
resend-sale-description = Número da venda, por exemplo 7

sales-description = O registro de vendas
sales-list-description = Listar as vendas mais recentes
sales-list-buyer-name = comprador
sales-list-buyer-description = Filtrar por comprador
sales-list-staff-name = equipe
sales-list-staff-description = Filtrar por vendedor
sales-list-product-name = produto
sales-list-product-description = Filtrar por produto
sales-list-state-name = estado
sales-list-state-description = Filtrar por status
sales-list-since-name = desde
sales-list-since-description = A partir deste dia, AAAA-MM-DD
sales-show-description = Mostrar uma venda e seu histórico
sales-show-sale-name = venda
sales-show-sale-description = Número da venda, por exemplo 7
sales-export-description = Baixar as vendas como tabela (CSV)
sales-export-buyer-name = comprador
sales-export-buyer-description = Filtrar por comprador
sales-export-staff-name = equipe
sales-export-staff-description = Filtrar por vendedor
sales-export-product-name = produto
sales-export-product-description = Filtrar por produto
sales-export-state-name = estado
sales-export-state-description = Filtrar por status
sales-export-since-name = desde
sales-export-since-description = A partir deste dia, AAAA-MM-DD
sales-stats-description = Mostrar os últimos 30 dias e quanto dura o estoque
sales-refund-description = Marcar como reembolsada (não transfere dinheiro; o comprador fica com a licença)
sales-refund-sale-name = venda
sales-refund-sale-description = Número da venda, por exemplo 7
sales-refund-reason-name = motivo
sales-refund-reason-description = Motivo, para o registro de vendas
sales-replace-description = Substituir licenças com defeito; envia uma chave nova por DM
sales-replace-sale-name = venda
sales-replace-sale-description = Número da venda com defeito, por exemplo 7
sales-replace-reason-name = motivo
sales-replace-reason-description = Qual é o defeito, para o registro de vendas
sales-replace-quantity-name = quantidade
sales-replace-quantity-description = Quantas têm defeito, de 1 a 25; vazio = todas
sales-replace-product-name = produto
sales-replace-product-description = O produto com defeito, se a venda tiver vários
sales-transfer-description = Transferir uma venda para a conta nova do comprador (o fornecedor mantém o ID antigo)
sales-transfer-sale-name = venda
sales-transfer-sale-description = Número da venda, por exemplo 7
sales-transfer-member-name = membro
sales-transfer-member-description = A conta nova do comprador
sales-attribute-description = Registrar o comprador de uma licença vendida antes de uma restauração
sales-attribute-license-name = licença
sales-attribute-license-description = A chave da licença, como o comprador a tem
sales-attribute-member-name = membro
sales-attribute-member-description = O comprador

choice-delivered-name = entregue
choice-undelivered-name = não entregue (não aceita DMs)
choice-failed-name = falhou (nada vendido)
choice-held-name = precisa de decisão
choice-in-doubt-name = sem confirmação
choice-assigned-name = vendida, DM a caminho

settings-description = Configurar a loja deste servidor
help-description = Ver o que você pode fazer aqui
menu-buyers-licenses-name = Licenças do comprador
