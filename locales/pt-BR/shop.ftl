# O que uma loja configura e diz, e os botões dos compradores.

help-button = Ajuda
help-label = Dúvidas?
remind-button = Lembrar antes de expirar
remind-at = Vou te lembrar por DM em { $at }.
remind-nothing = Não precisa de lembrete: a licença nunca expira ou expira cedo demais.
reminder-title =
    { $count ->
        [one] Sua licença expira em breve
       *[other] Suas licenças expiram em breve
    }
reminder =
    { $count ->
        [one] Você pediu um lembrete. Renove sua licença a tempo.
       *[other] Você pediu um lembrete. Renove suas licenças a tempo.
    }
send-again-button = Enviar de novo por DM
send-one-again-button = Enviar { $sale } por DM
sent-again = Enviado – confira suas DMs.
sent-again-closed = Você não aceita DMs deste servidor. Ative em *nome do servidor → Configurações de privacidade → Mensagens diretas* e tente de novo. Até lá, use `/mylicenses`.
sent-again-under-way = O Discord está lento agora. Sua DM está a caminho.
bought-from = { $at } em { $shop }

theirs-none = { $buyer } não tem licenças deste servidor.
theirs-title =
    { $count ->
        [one] { $count } licença
       *[other] { $count } licenças
    }
paused = { $staff } pausou as vendas. Um admin do servidor pode retomar em `/settings`.
no-quantity = A quantidade precisa ser um número de 1 a 25.
order-form-label = Atribuir licença
order-product-label = Produto (vazio = qualquer um)
order-quantity-label = Quantidade, de 1 a 25
order-reference-label = Número do pagamento ou ticket
order-note-label = Observação para a equipe
first-ends = a primeira expira { $end }
stock-lasts =
    { $days ->
        [one] dura cerca de { $days } dia
       *[other] dura cerca de { $days } dias
    }
event-reminder-asked = o comprador pediu um lembrete

role-refused-title = Um cargo não foi alterado
role-gone = O cargo da licença de { $buyer } foi excluído. Escolha outro em `/settings`.
role-no-member = { $buyer } não está mais neste servidor, então não consegui dar o cargo { $role }. Dê o cargo à mão quando a pessoa voltar.
role-not-allowed = Não consigo alterar o cargo { $role } de { $buyer }. Me dê a permissão *Gerenciar cargos* e coloque meu cargo acima dele em *Configurações do servidor → Cargos*. Depois ajuste o cargo à mão desta vez.
stock-out-title = Sem estoque
stock-out = Não há mais *{ $product }*. Reabasteça o estoque no painel do fornecedor.
stock-low-title = Estoque baixo
stock-low = *{ $product }*: restam { $count }. Reabasteça o estoque no painel do fornecedor.
stock-back-title = De volta ao estoque
stock-back = *{ $product }*: { $count } de novo em estoque.
backups-fail-title = Os backups estão falhando
backups-fail = O último backup dos dados falhou. As vendas continuam. Se o disco falhar agora, as vendas mais recentes se perdem. O log do bot mostra a causa. Vou continuar tentando.
backups-work-title = Os backups voltaram a funcionar
backups-work = Os dados estão sendo salvos em backup de novo.

denied-not-administrator = Só admins do servidor podem usar isto. Nada foi alterado.
settings-title = Configurações deste servidor
settings = Escolha o que mudar. O que você definir aqui vale mais que o arquivo .env do bot.
settings-placeholder = Mudar uma configuração…
administrators-only = só admins do servidor
staff-roles-see = Cargos sem *Gerenciar servidor* só veem um comando se você permitir: *Configurações do servidor → Integrações → este bot*, depois o comando.
by-environment = { $value } (do arquivo .env)
on = Ativado
off = Desativado
selling-goes-on = Vendendo
paused-by = **Pausado** por { $staff }
fewer-than = menos de { $count }
days =
    { $count ->
        [one] { $count } dia
       *[other] { $count } dias
    }
minutes =
    { $count ->
        [one] por { $count } minuto
       *[other] por { $count } minutos
    }
language-of-discord = Como no Discord
buyers-read = Os compradores leem:
preview-shop = sua loja
may-hold = Como ativar a chave. Você pode usar { $names }
unknown-placeholder = { $unknown } não é um marcador válido. Use: { $known }.
takes-minutes = Minutos inteiros, até 1440 (0 = nunca perguntar).
takes-days = Dias inteiros, até 3650 (0 = vender qualquer uma).
takes-levels = Um número e linhas de `produto = número`.
takes-roles = Linhas de `produto = ID do cargo`.
too-long = Isso é longo demais.
setting-refused = *{ $setting }* não foi alterado. { $why }

lacks-title = Ainda não consigo fazer tudo isto
lack-channel = Não consigo ver { $channel }. Se foi excluído, escolha outro. Senão, me deixe ver o canal nas permissões dele.
lack-no-messages = { $channel } não aceita mensagens. Escolha um canal de texto.
lack-locked = { $channel } está trancado. Destranque o tópico ou me dê *Gerenciar tópicos*.
lack-in-channel = Em { $channel } preciso da permissão *{ $permissions }*. Ative nas permissões do canal.
lack-role = O cargo { $role } foi excluído. Escolha outro.
lack-not-given = { $role } é do Discord ou de um bot e não pode ser dado. Escolha outro cargo.
lack-too-high = { $role } está acima do meu cargo. Coloque meu cargo acima dele em *Configurações do servidor → Cargos*.
lack-manage-roles = Preciso da permissão *Gerenciar cargos*. Ative para o meu cargo em *Configurações do servidor → Cargos*.
permission-view = Ver canal
permission-send = Enviar mensagens
permission-send-in-threads = Enviar mensagens em tópicos
permission-embed = Inserir links

set-staff-roles-label = Cargos que vendem
set-staff-roles-description = Quem pode vender, além dos admins do servidor
set-sales-channel-label = Canal de vendas
set-sales-channel-description = Mostra cada venda, com as chaves ocultas
set-claims-channel-label = Canal de resgate
set-claims-channel-description = Para o botão Resgatar quando o comprador não vê o canal da venda
set-buyer-role-label = Cargo dos compradores
set-buyer-role-description = Dado com uma licença, tirado quando a última expira
set-product-roles-label = Cargos por produto
set-product-roles-description = Linhas: produto = ID do cargo
set-paused-label = Pausar as vendas
set-paused-description = Nada é vendido até você desativar
set-ask-for-product-label = Perguntar qual produto
set-ask-for-product-description = Se nenhum foi informado e há vários em estoque
set-low-stock-label = Aviso de estoque baixo
set-low-stock-description = Um número, ou linhas: produto = número
set-lasting-days-label = Mínimo de dias restantes
set-lasting-days-description = Licenças que expiram antes não são escolhidas ao acaso
set-dm-text-label = Sua mensagem na DM
set-dm-text-description = Aparece com a chave, por exemplo como ativar
set-help-label = Ajuda para compradores
set-help-description = Um link, ou onde perguntar
set-language-label = Idioma
set-language-description = Para canais e compradores cujo idioma não é conhecido
set-repeats-within-label = Perguntar antes de vender o mesmo de novo
set-repeats-within-description = Minutos em que vender o mesmo de novo pede confirmação; 0 = nunca

help-title = O que você pode fazer aqui
help-staff-label = Para a equipe
help-staff =
    `/assignlicense`: vender uma ou várias licenças
    Clique direito em um membro (celular: perfil → ⋯) → *Apps*: vender com um formulário ou ver as licenças dele
    `/fetchlicense`: mostrar uma licença e reservar por 15 minutos
    `/myavailable`: mostrar o estoque
    `/licenseinfo`: consultar uma licença
    `/resend`: enviar uma chave de novo
    `/sales list`, `show`, `export`, `stats`: ler o registro de vendas
    `/sales replace`: substituir licenças com defeito
    `/sales refund`: marcar uma venda como reembolsada (não transfere dinheiro)
    `/sales transfer`: transferir uma venda para a conta nova do comprador
    `/sales attribute`: registrar um comprador após uma restauração
help-administrator-label = Para admins do servidor
help-administrator = `/settings`: configurar a loja deste servidor e ver que permissões me faltam
help-buyer-label = Suas licenças
help-buyer =
    `/mylicenses`: ver suas licenças e chaves, só você, ou receber de novo por DM
    { "" }**{ claim-button }** e **{ remind-button }**: botões abaixo das mensagens da sua licença
lacks-unknown = O Discord não diz agora o que posso fazer aqui. Use `/settings` de novo daqui a pouco.
panel-outdated = Este painel expirou. Use `/settings` de novo. Nada foi alterado.
